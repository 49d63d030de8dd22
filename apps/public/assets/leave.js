// The exit, quicker than a link: covers the page at once, then replaces it. Links inside the site replace the page too,
// so that "back" after the exit leads to where the visitor was before. Written for old browsers; keeps nothing.
;(() => {
  var exit = document.querySelector('a.exit')
  if (!exit) return
  var status = document.getElementById('exit-status')
  var presses = { key: '', count: 0, at: 0 }
  var usedAsModifier = false

  function cover() {
    if (document.querySelector('.veil')) return
    var veil = document.createElement('div')
    veil.className = 'veil'
    veil.setAttribute('role', 'alert')
    veil.textContent = exit.getAttribute('data-loading')
    document.body.appendChild(veil)
    document.title = veil.textContent
  }

  function uncover() {
    var veil = document.querySelector('.veil')
    if (veil) veil.parentNode.removeChild(veil)
  }

  function leave() {
    cover()
    // One frame, so that the cover is painted before the network is asked.
    window.setTimeout(() => {
      window.location.replace(exit.href)
    }, 0)
  }

  exit.addEventListener('click', (event) => {
    event.preventDefault()
    leave()
  })

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Shift' && event.key !== 'Escape') usedAsModifier = true
  })

  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift' && event.key !== 'Escape') return
    if (usedAsModifier) {
      usedAsModifier = false
      presses.count = 0
      return
    }
    var now = Date.now()
    var goesOn = presses.key === event.key && now - presses.at < 5000
    presses = { key: event.key, count: goesOn ? presses.count + 1 : 1, at: now }
    if (presses.count >= 3) leave()
    else if (status) status.textContent = exit.getAttribute('data-more-' + (3 - presses.count))
  })

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    var link = event.target.closest && event.target.closest('a[href]')
    if (!link || link.origin !== window.location.origin || link.hasAttribute('download')) return
    if (link.pathname === window.location.pathname && link.hash) return
    event.preventDefault()
    window.location.replace(link.href)
  })

  window.addEventListener('pageshow', uncover)
})()
