// What the law is doing, in figures: quarters that are over, hidden where they could point at somebody.
import { type Html, html } from '@umai/platform'
import { dayOf, formatDay, formatDuration, formatNumber, type Said, say } from '@umai/words'
import type { Page, Visit } from '../http/visit.ts'
import { type Figure, type Figures, type Quarter, quarterOf } from './model.ts'
import { figuresWords } from './words.ts'

type Words = Said<(typeof figuresWords)['model'] & object>

export const figuresPage: Page = {
  path: '/figures',
  isOfTheMinute: true,
  async answer(visit) {
    const words: Words = say(figuresWords, visit.lang)
    const figures = await visit.figures()
    return {
      kind: 'page',
      title: words.title,
      main: html`<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
${visit.isSample && html`<p class="note warm">${words.sample}</p>`}
${figures === undefined ? html`<p class="note warm">${words.away}</p>` : figures.quarters.map((one, index) => quarterOn(visit, words, figures, one, index === 0))}
<section class="note"><h2>${words.how}</h2><ul><li>${words.how1}</li><li>${words.how2}</li><li>${words.how3}</li><li>${words.how4}</li></ul>
${figures !== undefined && html`<p>${words.readOn({ day: formatDay(dayOf(figures.readAt), visit.lang) })} · <a href="/data/figures.csv">${words.csv}</a></p>`}</section>
<p class="noprint"><a href="/${visit.lang}/steps">${words.steps}</a></p>`,
    }
  },
}

function quarterOn(
  visit: Visit,
  words: Words,
  figures: Figures,
  one: Quarter,
  isFirst: boolean,
): Html {
  const named = words.quarter(quarterOf(one.first))
  const of = (name: string) => one.figures.filter((figure) => figure.name === name)
  const rows = (list: readonly Figure[], label: (figure: Figure) => string): Html =>
    html`${list.map((figure) => html`<tr><th scope="row">${label(figure)}</th><td>${amountOf(visit, words, figure)}</td></tr>`)}`
  const singles = one.figures.filter(({ part }) => part === undefined)
  // Regions that may not be told are one line, not twenty that say the same.
  const regions = of('reports-by-region')
  const told = regions.filter(({ amount }) => amount !== undefined)
  const content = html`<table class="figures"><caption class="unseen">${named}</caption><tbody>${rows(singles, ({ name }) => words[name])}</tbody></table>
<table class="figures"><caption>${words['reports-by-way']}</caption><tbody>${rows(of('reports-by-way'), ({ part }) => words[part as 'phone' | 'people' | 'public-site'])}</tbody></table>
<table class="figures"><caption>${words['reports-by-region']}</caption><tbody>${rows(told, ({ part = '' }) => figures.regions.get(part)?.[visit.lang] ?? part)}${
    told.length < regions.length &&
    html`<tr><th scope="row">${told.length === 0 ? words.allRegions : words.otherRegions}</th><td>${words.hidden}</td></tr>`
  }</tbody></table>`
  return isFirst
    ? html`<h2>${named}</h2>${content}`
    : html`<details><summary>${named}</summary><div>${content}</div></details>`
}

function amountOf(visit: Visit, words: Words, { amount, unit }: Figure): string {
  if (amount === undefined) return words.hidden
  switch (unit) {
    case 'count':
      return words.about({ amount: formatNumber(amount, visit.lang) })
    case 'percent':
      return words.percent({ amount: String(amount) })
    case 'minutes':
      return words.upTo({
        time:
          amount % 60 === 0
            ? formatDuration(amount / 60, 'hours', visit.lang)
            : formatDuration(amount, 'minutes', visit.lang),
      })
  }
}
