// Runs before the first paint so that neither the scheme nor the language flashes.
// A file and not inline: the content security policy allows no inline script.
;(() => {
  const root = document.documentElement
  const read = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const scheme = read('umai-scheme')
  const dark =
    scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  const lang = read('umai-lang')
  root.lang = lang === 'ru' || lang === 'en' ? lang : 'kk'
})()
