// Says in words why a passkey was not accepted; the library itself only writes to the console.
(function () {
  'use strict'
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    const given = event.detail.exception && event.detail.exception.name === 'NotAllowedError'
    const notice = document.createElement('div')
    notice.className = 'notice notice-bad'
    const text = document.createElement('div')
    text.textContent = given
      ? '没有完成通行密钥验证（已取消或超时）。请再试一次，或改用密码。'
      : '这台设备或浏览器不能使用通行密钥，请改用密码。'
    notice.append(text)
    document.getElementById('alerts').replaceChildren(notice)
  })
})()
