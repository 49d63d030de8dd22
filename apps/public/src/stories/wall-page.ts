// The wall: words of those who came through, without names, towns or dates.
import { html } from '@umai/platform'
import { say } from '@umai/words'
import type { Page } from '../http/visit.ts'
import { numberOf } from '../numbers/model.ts'
import { storyText } from './text.ts'
import { storyWords } from './words.ts'

export const wallPage: Page = {
  path: '/words',
  takesForm: true,
  async answer({ lang, sent, stories, numbers, isSample }) {
    const words = say(storyWords, lang)
    const asked = Number(sent?.get('page') ?? 0)
    const page = Number.isInteger(asked) && asked > 0 && asked < 10_000 ? asked : 0
    const wall = await stories?.wall(page)
    return {
      kind: 'page',
      title: words.title,
      isWide: true,
      main: html`<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
${
  wall === undefined
    ? html`<p class="note warm">${words.away({ number: numberOf(numbers, 'contact-centre') })}</p>`
    : wall.stories.length === 0 && html`<p class="note">${words.empty}</p>`
}${isSample && html`<p class="small">${words.sampleNote}</p>`}<div class="wall">${wall?.stories.map(
        ({ lang: own, since, text, isSample: isMadeUp }) => {
          const said = say(storyWords, own)
          return html`<figure><blockquote lang="${own}">${storyText(text, own)}</blockquote>${
            (since !== null || isMadeUp) &&
            html`<figcaption lang="${own}">${since !== null && said[since]}${
              isMadeUp && html`${since !== null && ' · '}${said.sampleMark}`
            }</figcaption>`
          }</figure>`
        },
      )}</div>
${
  (wall?.hasMore === true || page > 0) &&
  html`<form method="post" action="" autocomplete="off"><p class="acts">${
    wall?.hasMore === true &&
    html`<button class="btn two" name="page" value="${page + 1}">${words.more}</button>`
  }${page > 0 && html`<button class="btn two" name="page" value="0">${words.first}</button>`}</p></form>`
}
<section class="note"><h2>${words.how}</h2>
<ul><li>${words.how1}</li><li>${words.how2}</li><li>${words.how3}</li></ul>
<p class="acts"><a class="btn" href="/${lang}/words/new">${words.leave}</a> <a class="btn two" href="/${lang}/">${words.help}</a></p>
<p><a href="/${lang}/words/own">${words.own}</a></p></section>`,
    }
  },
}
