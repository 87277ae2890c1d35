// Long lists of choices become a box to search in. Loaded only with the forms that have one.
(function () {
  'use strict'

  function enhance (root) {
    root.querySelectorAll('select[data-choices]').forEach(function (select) {
      if (select.tomselect) return
      // The label now belongs to the box; the list behind it is out of everybody's way.
      select.setAttribute('aria-hidden', 'true')
      const box = new window.TomSelect(select, {
        plugins: select.multiple ? { remove_button: { title: '移除' } } : {},
        maxOptions: 500,
        // An open list would lie over the button below it.
        closeAfterSelect: true,
        hidePlaceholder: true,
        placeholder: select.dataset.choices || '输入文字查找',
        render: {
          no_results: function () {
            const none = document.createElement('div')
            none.className = 'no-results'
            none.textContent = '没有匹配的选项'
            return none
          }
        }
      })
      // Enter takes a name; it never sends the form half-filled, not even where no name matches.
      box.control_input.addEventListener('keydown', function (event) {
        if (event.key === 'Enter') event.preventDefault()
      })
    })
  }
  document.addEventListener('DOMContentLoaded', function () { enhance(document) })
  document.addEventListener('htmx:load', function (event) { enhance(event.target) })
})()
