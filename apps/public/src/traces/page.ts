// What leaves a trace, what the exit can and cannot do, and what to do when the phone is watched.
import { type Html, html } from '@umai/platform'
import { type Lang, say } from '@umai/words'
import { tracesWords } from './words.ts'

export function tracesTitle(lang: Lang): string {
  return say(tracesWords, lang).title
}

export function tracesPage(lang: Lang): Html {
  const words = say(tracesWords, lang)
  const part = (heading: string, ...sentences: readonly string[]): Html =>
    html`<h2>${heading}</h2><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
  return html`<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
${part(words.exitHeading, words.exitDoes, words.exitKeys, words.exitScript, words.exitHistory)}
${part(words.historyHeading, words.historyPrivate, words.historyOne)}
${part(words.phoneHeading, words.phoneSigns, words.phoneKeep, words.phoneOther)}
${part(words.callHeading, words.callTrace, words.callOther)}`
}
