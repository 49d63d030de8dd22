import { type Html, html } from '@umai/platform'
import { type Lang, say } from '@umai/words'
import { notFoundWords } from './words.ts'

export function notFoundTitle(lang: Lang): string {
  return say(notFoundWords, lang).title
}

export function notFoundPage(lang: Lang): Html {
  const words = say(notFoundWords, lang)
  return html`<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
<p><a href="/${lang}/">${words.home}</a></p>`
}
