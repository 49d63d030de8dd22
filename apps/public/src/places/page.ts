// Where to go: the published directory, filtered. What hides its place is told of, never shown.
import { type Html, html } from '@umai/platform'
import {
  formatDay,
  formatHours,
  formatInstant,
  isOpenAt,
  type Said,
  say,
  wallTimeOf,
  weekdayOf,
} from '@umai/words'
import type { Page, Visit } from '../http/visit.ts'
import { numberOf } from '../numbers/model.ts'
import { icon } from '../ui/ornament/template.ts'
import { plainBreak } from '../ui/plain/template.ts'
import {
  type Directory,
  fitting,
  needs,
  type ServiceEntry,
  spacedPhone,
  tongues,
  type Wish,
} from './model.ts'
import { placesWords } from './words.ts'

type Words = Said<(typeof placesWords)['model'] & object>

export const placesPage: Page = {
  path: '/places',
  isOfTheMinute: true,
  takesForm: true,
  async answer(visit) {
    const words: Words = say(placesWords, visit.lang)
    const number = numberOf(visit.numbers, 'contact-centre')
    const directory = await visit.directory()
    const wish = wishOf(visit.sent, directory)
    return {
      kind: 'page',
      title: words.title,
      form: 'f',
      main: html`<h1>${words.heading}</h1>
<p class="lead">${words.lead}</p>
${directory === undefined ? html`<p class="note warm">${words.away({ number })}</p>` : form(directory, wish, visit, words)}
<h2>${words.hiddenHeading}</h2>
<article class="right shy">
<h3>${words.hiddenTitle}</h3>
<p class="line">${icon('lock')}<span>${words.hiddenSays}</span></p>
<ul class="tags"><li>${words.stay}</li><li>${words.childrenToo}</li></ul>
<p>${words.hiddenHow({ number })}</p>
<p class="acts"><a class="btn" href="tel:${number}">${icon('phone')}${number}</a></p>
</article>
${directory !== undefined && found(directory, wish, visit, words)}
<section class="note"><h2>${words.arriveHeading}</h2><p>${words.arrive({ number })}</p></section>
${
  directory !== undefined &&
  html`<p class="small noprint">${words.data.split(':')[0]}: <a href="/data/services.json" download>JSON</a>, <a href="/data/services.csv" download>CSV</a></p>`
}`,
    }
  },
}

/** Only what the form offers; anything else sent is as if it were not. */
function wishOf(sent: URLSearchParams | undefined, directory: Directory | undefined): Wish {
  const kato = directory?.places.find((place) => place.kato === sent?.get('place'))?.kato
  return {
    kato,
    needs: needs.filter((need) => sent?.getAll('need').includes(need) === true),
    language: tongues.find((tongue) => tongue === sent?.get('tongue')),
    withChildren: sent?.get('with') === 'children',
    stepFree: sent?.get('free') === 'step',
  }
}

function form(directory: Directory, wish: Wish, { lang }: Visit, words: Words): Html {
  const tick = (name: string, value: string, label: string, isOn: boolean): Html =>
    html`<label class="opt"><input type="checkbox" name="${name}" value="${value}"${isOn && html` checked`}><span>${label}</span>${plainBreak}</label>`
  const option = (value: string, label: string, isOn: boolean): Html =>
    html`<option value="${value}"${isOn && html` selected`}>${label}</option>`
  return html`<form id="f" method="post" action="" autocomplete="off">
<div class="field"><label for="place">${words.place}</label><select id="place" name="place" autocomplete="off">${option('', words.anywhere, wish.kato === undefined)}${directory.places.map(({ kato, name }) => option(kato, name[lang], kato === wish.kato))}</select></div>
<fieldset class="field"><legend><b>${words.need}</b></legend><div class="pairs">${needs.map((need) => tick('need', need, words[need], wish.needs?.includes(need) === true))}</div></fieldset>
<div class="field"><label for="tongue">${words.tongue}</label><select id="tongue" name="tongue" autocomplete="off">${option('', words.anyTongue, wish.language === undefined)}${tongues.map((tongue) => option(tongue, words[tongue], tongue === wish.language))}</select></div>
<div class="pairs">${tick('with', 'children', words.withChildren, wish.withChildren === true)}${tick('free', 'step', words.stepFree, wish.stepFree === true)}</div>
<p class="acts"><button class="btn">${words.show}</button></p>
</form>`
}

function found(directory: Directory, wish: Wish, visit: Visit, words: Words): Html {
  const entries = fitting(directory, wish)
  return html`<h2 class="when" id="found">${words.found({ count: entries.length })}</h2>
${
  entries.length === 0 &&
  html`<p class="note">${words.none({ number: numberOf(visit.numbers, 'contact-centre') })}</p>`
}${entries.map((entry) => card(entry, visit, words))}
<p class="small">${words.asOf({ time: formatInstant(directory.readAt, visit.lang) })}</p>`
}

function card(entry: ServiceEntry, { lang, now }: Visit, words: Words): Html {
  const { day, hour, minute } = wallTimeOf(now)
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  const where =
    entry.location !== undefined
      ? `${entry.location.place.name[lang]}, ${entry.location.address[lang]}`
      : entry.needs.includes('mobile-group')
        ? words.comes
        : words.byPhone
  const certified = {
    yes: words.certifiedYes,
    no: words.certifiedNo,
    unknown: words.certifiedUnknown,
  }[entry.organisation.certified]
  const tags = [
    ...needs.filter((need) => entry.needs.includes(need)).map((need) => words[need]),
    ...(entry.takesChildren ? [words.childrenToo] : []),
    ...(entry.location?.isStepFree === true ? [words.stepFreeTag] : []),
  ]
  const languages = tongues
    .filter((tongue) => entry.languages.includes(tongue))
    .map((tongue) => words[tongue])
  return html`<article class="right">
<h3>${entry.name[lang]}</h3>
<p class="small">${entry.organisation.name[lang]}. ${certified}.</p>
<p class="line">${icon(entry.location === undefined ? 'phone' : 'place')}<span>${where}</span></p>
<p class="line">${icon('clock')}<span>${formatHours(entry.hours, lang)} — <b>${isOpenAt(entry.hours, weekdayOf(day), time) ? words.open : words.closed}</b></span></p>
<ul class="tags" aria-label="${words.what}">${tags.map((tag) => html`<li>${tag}</li>`)}</ul>
<p class="small">${words.speaks({ languages: languages.join(', '), day: formatDay(entry.checkedOn, lang) })}</p>
<p class="acts"><a class="btn two" href="tel:${entry.phone}">${icon('phone')}${spacedPhone(entry.phone)}</a></p>
</article>`
}
