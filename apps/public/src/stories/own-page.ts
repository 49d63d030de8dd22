// What became of one's words, by receipt; and taking them away for ever.
import { html } from '@umai/platform'
import { parseReceipt } from '@umai/threads'
import { say } from '@umai/words'
import type { Answer, Page, Visit } from '../http/visit.ts'
import { numberOf } from '../numbers/model.ts'
import type { OwnStory } from './model.ts'
import { storyText } from './text.ts'
import { storyWords } from './words.ts'

const purpose = 'own words'

export const ownPage: Page = {
  path: '/words/own',
  takesForm: true,
  async answer(visit) {
    const { sent, stories } = visit
    const words = say(storyWords, visit.lang)
    if (sent?.get('act') === 'finish') return { kind: 'leave' }
    const opened = visit.forms.open(purpose, sent?.get('state') ?? '')
    const typed = sent?.get('receipt') ?? ''
    const receipt = opened.state === 'fresh' ? String(opened.value) : parseReceipt(typed)
    if (sent === undefined || (receipt === undefined && typed.trim() === '' && sent.has('lang')))
      return askPage(visit)
    if (receipt === undefined) return askPage(visit, words.badReceipt)
    if (sent.get('act') === 'withdraw') {
      const gone = (await visit.slow(async () => stories?.withdraw(receipt))) ?? 'away'
      if (gone !== 'gone') return askPage(visit, troubleOf(gone, visit))
    }
    const story = (await visit.slow(async () => stories?.find(receipt))) ?? 'away'
    return typeof story === 'string'
      ? askPage(visit, troubleOf(story, visit))
      : statePage(visit, story, receipt)
  },
}

const troubleOf = (what: 'none' | 'away', { lang }: Visit): string => {
  const words = say(storyWords, lang)
  return { none: words.noReceipt, away: words.awayFind }[what]
}

function askPage(visit: Visit, fault?: string): Answer {
  const words = say(storyWords, visit.lang)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`${
      fault !== undefined &&
      html`<div class="sum" tabindex="-1"><h2>${words.badHeading}</h2><a href="#receipt">${fault}</a></div>`
    }<h1>${words.ownHeading}</h1>
<p class="lead">${words.ownLead}</p>
<form id="f" method="post" action="" autocomplete="off" novalidate>
<div class="field${fault !== undefined && html` wrong`}"><label for="receipt">${words.receipt}</label>${
      fault !== undefined && html`<p class="err" id="receipt-err">${fault}</p>`
    }<input id="receipt" name="receipt" inputmode="numeric" autocomplete="off" spellcheck="false" maxlength="60" value="${
      // Digits that were mistyped come back to be mended; they open nothing as they stand.
      visit.sent?.get('receipt') ?? ''
    }"${fault !== undefined && html` aria-invalid="true" aria-describedby="receipt-err"`}></div>
<p class="acts"><button class="btn">${words.find}</button></p>
</form>
<p class="noprint"><a class="back" href="/${visit.lang}/words">${words.toWall}</a></p>`,
  }
}

function statePage(visit: Visit, story: OwnStory, receipt: string): Answer {
  const words = say(storyWords, visit.lang)
  const number = numberOf(visit.numbers, 'contact-centre')
  const why = {
    recognisable: words.recognisable,
    'not-own': words['not-own'],
    graphic: words.graphic,
    insult: words.insult,
    advert: words.advert,
    'in-danger': words['in-danger']({ number }),
  }[story.reason ?? '']
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<h1>${words.ownHeading}</h1>
<p class="lead" role="status">${words[story.state]}</p>
${why !== undefined && html`<p class="note warm">${why}</p>`}
${
  story.text !== undefined &&
  html`<h2>${words.yourWords}</h2><div class="wall one"><figure><blockquote lang="${story.lang}">${storyText(story.text, story.lang)}</blockquote></figure></div>`
}
<form id="f" method="post" action="" autocomplete="off"><input type="hidden" name="state" value="${visit.forms.seal(purpose, receipt)}">
${
  story.state !== 'withdrawn' &&
  html`<p>${words.withdrawSays}</p><p class="acts"><button class="btn" name="act" value="withdraw">${words.withdraw}</button></p>`
}
<p class="acts"><button class="btn two" name="act" value="finish">${words.finish}</button> <a class="btn text" href="/${visit.lang}/words">${words.toWall}</a></p>
</form>`,
  }
}
