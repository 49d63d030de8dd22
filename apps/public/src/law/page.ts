// The law by date: a list and an article at one address. Which article is read travels in the form and not in the address.
import type { ArticleList, ArticleView } from '@umai/law'
import { type Html, html } from '@umai/platform'
import { formatDay, type PlainDate, say } from '@umai/words'
import type { Answer, Page, Visit } from '../http/visit.ts'
import { icon } from '../ui/ornament/template.ts'
import { plainBreak } from '../ui/plain/template.ts'
import { dayOfText, textOfDay } from './model.ts'
import { lawThread } from './thread.ts'
import { lawWords } from './words.ts'

export const lawPage: Page = {
  path: '/law',
  takesForm: true,
  isSteady: true,
  async answer(visit) {
    const { sent, today } = visit
    const typed = sent?.get('on') ?? ''
    const day = typed === '' ? today : dayOfText(typed)
    const q = (sent?.get('q') ?? '').slice(0, 120)
    const id = sent?.get('go') === 'list' ? null : sent?.get('article')
    if (typeof id === 'string' && day !== undefined) {
      const article = await lawThread.ask('article', id, day)
      if (article !== null) return articlePage(visit, article, q)
    }
    const list = await lawThread.ask('articles', day ?? today, { q })
    return listPage(visit, list, q, day === undefined ? typed : undefined)
  },
}

function listPage(
  visit: Visit,
  list: ArticleList,
  q: string,
  wrongDay: string | undefined,
): Answer {
  const { lang } = visit
  const words = say(lawWords, lang)
  // Who types a number means the article that has it, before all that name it.
  const isMeant = ({ id }: { readonly id: string }) => id.endsWith(`/${q.trim()}`)
  const shown = list.items
    .filter(({ status }) => status === 'in-force' || q !== '')
    .toSorted((a, b) => Number(isMeant(b)) - Number(isMeant(a)))
  const order = [...new Set(shown.map(({ code }) => code))]
  const codes = list.codes
    .filter(({ id }) => order.includes(id))
    .toSorted((a, b) => (shown.some(isMeant) ? order.indexOf(a.id) - order.indexOf(b.id) : 0))
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
<p class="small">${words.notOfficial}${list.knownUntil !== null && html` ${list.knownUntil.remark[lang]}`}</p>
<p><a class="go" href="/${lang}/applies">${icon('question')}<b>${words.asks}</b>${plainBreak}<span>${words.asksLead}</span></a></p>
<form id="f" method="post" action="" autocomplete="off">
<div class="field${wrongDay !== undefined && ' wrong'}"><label for="on">${words.day}</label><p class="hint" id="on-hint">${words.dayHint}</p>
${wrongDay !== undefined && html`<p class="err" id="on-err">${words.dayWrong({ given: wrongDay.slice(0, 20) })}</p>`}
<input id="on" name="on" value="${wrongDay ?? textOfDay(list.on)}" maxlength="10" inputmode="numeric" autocomplete="off" aria-describedby="on-hint"></div>
<div class="field"><label for="q">${words.q}</label><input id="q" name="q" value="${q}" maxlength="120" autocomplete="off" spellcheck="false"></div>
<p class="acts"><button class="btn">${words.find}</button></p>
<p class="small" role="status">${shown.length === 0 ? words.nothing : words.found({ day: formatDay(list.on, lang), count: shown.length })}</p>
${codes.map(
  (code) =>
    html`<details${q !== '' && html` open`}><summary>${code.title[lang]} · ${String(shown.filter((row) => row.code === code.id).length)}</summary><ul class="law-rows">${shown
      .filter((row) => row.code === code.id)
      .map(
        (row) =>
          html`<li><button class="btn text" name="article" value="${row.id}">${row.label[lang]}. ${row.title[lang]}</button>${
            row.status !== 'in-force' && html` <span class="small">${words[row.status]}</span>`
          }</li>`,
      )}</ul></details>`,
)}
</form>`,
  }
}

const period = (
  {
    from,
    to,
  }: {
    readonly from: { readonly day: PlainDate } | null
    readonly to: { readonly day: PlainDate } | null
  },
  visit: Visit,
): string => {
  const words = say(lawWords, visit.lang)
  return [
    from === null ? '' : words.since({ day: formatDay(from.day, visit.lang) }),
    to === null ? '' : words.until({ day: formatDay(to.day, visit.lang) }),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function articlePage(visit: Visit, article: ArticleView, q: string): Answer {
  const { lang } = visit
  const words = say(lawWords, lang)
  const version = article.versions.find(({ id }) => id === article.shown)
  return {
    kind: 'page',
    title: words.title,
    form: 'f',
    main: html`<form id="f" method="post" action="" autocomplete="off">
<input type="hidden" name="article" value="${article.id}"><input type="hidden" name="q" value="${q}">
<p><button class="btn text" name="go" value="list">${words.back}</button></p>
<h1>${article.label[lang]}. ${article.title[lang]}</h1>
<p class="lead">${article.code.title[lang]}</p>
<p class="small"><b>${words[article.status]}</b>${version !== undefined && html` · ${period(version, visit)}`}${
      version !== undefined && version.confidence !== 'verified' && html` · ${words.unsure}`
    }</p>
<p class="small">${words.notOfficial}${article.knownUntil !== null && html` ${article.knownUntil.remark[lang]}`}</p>
${version?.isUnread === true && html`<p class="note warm">${words.unread}</p>`}
${version !== undefined && provisions(visit, version)}
${
  version !== undefined &&
  version.open.length > 0 &&
  html`<section class="note"><h2>${words.open}</h2><ul>${version.open.map(({ what }) => html`<li>${what[lang]}</li>`)}</ul></section>`
}
${
  version?.source != null &&
  html`<p class="small">${words.source}: ${version.source.title[lang]}${version.source.note !== null && html`. ${version.source.note[lang]}`}</p>`
}
${version?.note != null && html`<p class="small">${version.note[lang]}</p>`}
<h2>${words.history}</h2>
${article.versions.toReversed().map((one) => history(visit, article, one))}
<div class="field"><label for="on">${words.day}</label><p class="hint">${words.dayHint}</p><input id="on" name="on" value="${textOfDay(article.on)}" maxlength="10" inputmode="numeric" autocomplete="off"></div>
<p class="acts"><button class="btn two">${words.find}</button></p>
</form>`,
  }
}

function provisions(visit: Visit, { provisions: list }: ArticleView['versions'][number]): Html {
  const { lang } = visit
  const words = say(lawWords, lang)
  return html`${list.map(
    (one) => html`<article class="right"><h2>${one.label[lang]}</h2>
${one.text[lang] !== '' && html`<p>${one.text[lang]}</p>`}
${one.rules
  .filter(({ penalty }) => penalty.length > 0)
  .map(
    (rule) =>
      html`<p class="small"><b>${words.penalty}</b>: ${rule.consequence[lang]}</p><ul>${rule.penalty.map((line) => html`<li>${line[lang]}</li>`)}</ul>${rule.note !== null && html`<p class="small">${rule.note[lang]}</p>`}`,
  )}
${
  one.duties.length > 0 &&
  html`<p class="small"><b>${words.duty}</b></p><ul>${one.duties.map((duty) => html`<li>${duty.bearer[lang]}: ${duty.what[lang]} <span class="small">(${duty.deadline[lang]}${duty.confidence !== 'verified' && html`; ${words.unsure}`})</span>${duty.basis !== null && html`<br><span class="small">${duty.basis[lang]}</span>`}</li>`)}</ul>`
}
${one.noRule !== null && html`<p class="small">${one.noRule[lang]}</p>`}
</article>`,
  )}`
}

function history(visit: Visit, article: ArticleView, one: ArticleView['versions'][number]): Html {
  const { lang } = visit
  const words = say(lawWords, lang)
  return html`<details><summary>${period(one, visit) || words.first}</summary>
${one.act !== null && html`<p class="small">${one.act.title[lang]}</p>`}
${one.changes.map(
  ({ what, before, after }) =>
    html`<p><b>${what[lang]}</b></p>${
      before !== null && html`<p class="small">${words.was}: <del>${before[lang]}</del></p>`
    }${after !== null && html`<p class="small">${words.became}: <ins>${after[lang]}</ins></p>`}`,
)}
${one.changes.length === 0 && html`<p class="small">${one === article.versions[0] ? words.first : words.sameWords}</p>`}
</details>`
}
