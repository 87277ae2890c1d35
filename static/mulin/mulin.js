// What every page does in the browser. Everything works without it; this makes it smoother and says what went wrong.
(function () {
  'use strict'

  const OFFLINE = '网络断开，刚才的操作没有保存。请检查网络后再试。'
  const FAILED = '系统没有完成刚才的操作。请稍后再试；如果一直这样，请联系管理员。'
  const SENT_TWICE_PAUSE = 4000

  function say (sentence) {
    const place = document.getElementById('alerts')
    const notice = document.createElement('div')
    notice.className = 'notice notice-bad'
    const text = document.createElement('div')
    text.textContent = sentence
    const close = document.createElement('button')
    close.type = 'button'
    close.className = 'notice-close'
    close.textContent = '关闭'
    close.addEventListener('click', function () { notice.remove() })
    notice.append(text, close)
    place.replaceChildren(notice)
  }

  document.addEventListener('htmx:configRequest', function (event) {
    const token = document.querySelector('meta[name="csrf-token"]')
    if (event.detail.verb !== 'get' && token) event.detail.headers['X-CSRFToken'] = token.content
  })

  // A session that ended answers with the sign-in page: go there instead of swapping it into a corner.
  document.addEventListener('htmx:beforeSwap', function (event) {
    const answeredAt = event.detail.xhr.responseURL
    const signIn = document.querySelector('meta[name="sign-in"]')
    if (answeredAt && signIn && new URL(answeredAt).pathname === signIn.content) {
      event.detail.shouldSwap = false
      window.location.reload()
    }
  })
  document.addEventListener('htmx:responseError', function (event) {
    const xhr = event.detail.xhr
    const plain = xhr.status === 422 && xhr.responseText.length < 500
    say(plain ? new DOMParser().parseFromString(xhr.responseText, 'text/html').body.textContent : FAILED)
  })
  document.addEventListener('htmx:sendError', function () { say(OFFLINE) })
  window.addEventListener('offline', function () { say(OFFLINE) })
  window.addEventListener('online', function () { document.getElementById('alerts').replaceChildren() })

  function closeMenus (except) {
    document.querySelectorAll('details.menu[open]').forEach(function (menu) {
      if (menu !== except) menu.open = false
    })
  }
  document.addEventListener('click', function (event) {
    closeMenus(event.target.closest('details.menu'))
    if (event.target.closest('[data-print]')) window.print()
    const all = event.target.closest('[data-check-all]')
    if (all) {
      document.querySelectorAll('input[type="checkbox"][name="' + all.dataset.checkAll + '"]')
        .forEach(function (box) { box.checked = all.checked })
    }
  })
  // Who leaves a menu by the keyboard leaves it closed, and Escape leads back to its button.
  document.addEventListener('focusin', function (event) { closeMenus(event.target.closest('details.menu')) })
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return
    const left = event.target.closest('details.menu[open]')
    closeMenus(null)
    if (left) left.querySelector('summary').focus()
    if (window.location.hash === '#navigation') window.location.hash = '#content'
  })

  // The server keeps a form from being done twice; this only saves the second trip.
  document.addEventListener('submit', function (event) {
    const form = event.target
    if (event.defaultPrevented || form.method !== 'post' || form.hasAttribute('hx-post')) return
    if (form.dataset.sent) { event.preventDefault(); return }
    form.dataset.sent = 'yes'
    window.setTimeout(function () { delete form.dataset.sent }, SENT_TWICE_PAUSE)
  })
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (form) { delete form.dataset.sent })
  })

  // On a phone the filters wait behind their button, unless they are in use.
  document.addEventListener('DOMContentLoaded', function () {
    if (!window.matchMedia('(max-width: 40rem)').matches) return
    document.querySelectorAll('.filter-box:not([data-in-use])').forEach(function (box) { box.open = false })
  })

  // A long navigation shows where one is.
  document.addEventListener('DOMContentLoaded', function () {
    const list = document.querySelector('.sidebar > ul')
    const here = list && list.querySelector('a.active')
    if (!here) return
    const hidden = here.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom
    if (hidden > 0) list.scrollTop += hidden + here.offsetHeight
  })

  // An error summary takes the focus as soon as it is on the page; its links put the cursor into the field.
  function focusSummary (root) {
    const summary = root.querySelector('.error-summary')
    if (summary) summary.focus()
  }
  document.addEventListener('click', function (event) {
    const link = event.target.closest('.error-summary a')
    const field = link && document.getElementById(link.hash.slice(1))
    if (!field) return
    event.preventDefault()
    field.scrollIntoView({ block: 'center' })
    if (field.tomselect) field.tomselect.focus()
    else field.focus()
  })
  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('[data-needs-script]').forEach(function (part) { part.hidden = false })
    focusSummary(document)
  })
  document.addEventListener('htmx:afterSwap', function (event) { focusSummary(event.target) })

  // The button that asked for the next page is gone with the old one: the keyboard goes on with the new rows.
  document.addEventListener('htmx:afterSettle', function (event) {
    if (document.activeElement !== document.body) return
    const rows = event.target.querySelector('.list-box')
    if (rows) rows.focus({ preventScroll: true })
  })
})()
