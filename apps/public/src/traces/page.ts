// What leaves a trace, what the exit can and cannot do, and what to do when the phone is watched.
import { type Html, html } from '@umai/platform'
import { say } from '@umai/words'
import type { Page } from '../http/visit.ts'
import { tracesWords } from './words.ts'

export const tracesPage: Page = {
  path: '/traces',
  isSteady: true,
  answer({ lang }) {
    const words = say(tracesWords, lang)
    const part = (heading: string, ...sentences: readonly string[]): Html =>
      html`<h2>${heading}</h2><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
    return {
      kind: 'page',
      title: words.title,
      main: html`<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
${part(words.exitHeading, words.exitDoes, words.exitKeys, words.exitScript, words.exitHistory)}
${part(words.historyHeading, words.historyPrivate, words.historyOne)}
${part(words.browsersHeading, words.browserChrome, words.browserYandex, words.browserSamsung, words.browserSafari, words.browserComputer)}
<p>${words.browsersNote}</p>
${part(words.phoneHeading, words.phoneSigns, words.phoneKeep, words.phoneOther)}
${part(words.callHeading, words.callTrace, words.callOther)}`,
    }
  },
}
