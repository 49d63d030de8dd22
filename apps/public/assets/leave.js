// The exit, quicker than a link: covers the page at once, then replaces it. Links inside the site replace the page too, and
// forms are sent without a new entry, so that "back" after the exit leads to where the visitor was before. Keeps nothing.
;(() => {
  var exit = document.querySelector('a.exit')
  if (!exit) return
  var exitUrl = exit.href
  var loading = exit.getAttribute('data-loading')
  var presses = { key: '', count: 0, at: 0 }
  var usedAsModifier = false
  var sending = false
  var leaving = false

  function cover() {
    if (document.querySelector('.veil')) return
    var veil = document.createElement('div')
    veil.className = 'veil'
    veil.setAttribute('role', 'alert')
    veil.textContent = loading
    document.body.appendChild(veil)
    document.title = loading
  }

  function uncover() {
    leaving = false
    var veil = document.querySelector('.veil')
    if (veil) veil.parentNode.removeChild(veil)
  }

  function leave() {
    leaving = true
    cover()
    try {
      navigator.sendBeacon('/leave')
    } catch (_error) {
      // An old browser has no beacon; nothing of ours is in its storage anyway.
    }
    // One turn, so that the cover is painted before the network is asked.
    window.setTimeout(() => {
      window.location.replace(exitUrl)
    }, 0)
  }

  // What was typed before a press says nothing about it; only a key that goes down while Shift is held makes it a capital letter.
  document.addEventListener('keydown', (event) => {
    if (event.repeat) return
    usedAsModifier = event.key !== 'Shift' && event.key !== 'Escape'
    if (usedAsModifier) presses.count = 0
  })

  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift' && event.key !== 'Escape') return
    if (usedAsModifier) return
    var now = Date.now()
    var goesOn = presses.key === event.key && now - presses.at < 5000
    var status = document.getElementById('exit-status')
    presses = { key: event.key, count: goesOn ? presses.count + 1 : 1, at: now }
    if (presses.count >= 3) leave()
    else if (status)
      status.textContent = document
        .querySelector('a.exit')
        .getAttribute('data-more-' + (3 - presses.count))
  })

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    var target = event.target
    if (!target.closest) return
    if (target.closest('a.exit, [data-leave]')) {
      event.preventDefault()
      leave()
      return
    }
    if (target.closest('[data-print]')) {
      window.print()
      return
    }
    var link = target.closest('a[href]')
    if (!link || link.origin !== window.location.origin || link.hasAttribute('download')) return
    event.preventDefault()
    // A link within the page too: followed by the browser, it would be an entry more, and "back" after the exit would show us.
    window.location.replace(link.href)
  })

  var policy = { createHTML: (text) => text }
  if (window.trustedTypes) policy = window.trustedTypes.createPolicy('page', policy)

  // Puts the answer in place of the page: the same document, so no new entry in the list of "back".
  function show(text) {
    var next = new DOMParser().parseFromString(policy.createHTML(text), 'text/html')
    if (!next.querySelector('main')) throw new Error('no page')
    document.documentElement.lang = next.documentElement.lang
    document.title = next.title
    document.body.replaceWith(document.adoptNode(next.body))
    ready()
    window.scrollTo(0, 0)
    var sum = document.querySelector('.sum') || document.getElementById('main')
    if (sum) sum.focus({ preventScroll: true })
  }

  document.addEventListener('submit', (event) => {
    var form = event.target
    var button = event.submitter
    if (!window.fetch || !window.FormData || !document.body.replaceWith || event.defaultPrevented)
      return
    if (!button || button.hasAttribute('data-native')) return
    event.preventDefault()
    if (sending) return
    sending = true
    var body = new FormData(form)
    if (button.name) body.append(button.name, button.value)
    if (form.enctype !== 'multipart/form-data') body = new URLSearchParams(body)
    form.setAttribute('aria-busy', 'true')
    window
      .fetch(window.location.href, {
        method: 'POST',
        body,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      })
      .then((answer) => {
        // A page of trouble would take the place of what was typed; the message at the top does not.
        if (answer.status === 429 || answer.status >= 500) throw new Error('not taken')
        return answer.text()
      })
      .then((text) => {
        done(form)
        if (!leaving) show(text)
      })
      .catch(() => {
        done(form)
        if (leaving) return
        var status = document.getElementById('page-status')
        status.className = 'lost'
        status.textContent = document.querySelector('a.exit').getAttribute('data-lost')
        window.scrollTo(0, 0)
      })
  })

  function done(form) {
    sending = false
    form.removeAttribute('aria-busy')
  }

  // What only works with a script is shown only by it.
  function ready() {
    var shy = document.querySelectorAll('[data-print]')
    var index
    for (index = 0; index < shy.length; index += 1) shy[index].hidden = false
    // The page that asks to wait goes on by itself; without a script a button does.
    var queue = document.querySelector('form[data-after]')
    if (queue) {
      window.setTimeout(() => goOn(queue), queue.getAttribute('data-after') * 1000)
      work(queue)
    }
  }

  function goOn(queue) {
    if (document.body.contains(queue) && queue.requestSubmit)
      queue.requestSubmit(queue.querySelector('button'))
  }

  // Some work instead of the whole wait; `src/http/work.ts` says why. Where the browser cannot, the wait goes on.
  function work(queue) {
    var subtle = (window.crypto || {}).subtle
    if (!subtle) return
    var text = new TextEncoder()
    var how = {
      name: 'PBKDF2',
      hash: 'SHA-256',
      salt: text.encode(queue.getAttribute('data-salt')),
      iterations: 1000,
    }
    var bits = +queue.getAttribute('data-bits')
    function attempt(number) {
      if (leaving || !document.body.contains(queue)) return
      subtle
        .importKey('raw', text.encode(String(number)), 'PBKDF2', false, ['deriveBits'])
        .then((key) => subtle.deriveBits(how, key, 32))
        .then((derived) => {
          if (Math.clz32(new DataView(derived).getUint32(0)) < bits) return attempt(number + 1)
          var field = document.createElement('input')
          field.type = 'hidden'
          field.name = 'work'
          field.value = number
          queue.appendChild(field)
          goOn(queue)
        })
        .catch(() => undefined)
    }
    attempt(0)
  }

  ready()
  window.addEventListener('pageshow', uncover)
})()
