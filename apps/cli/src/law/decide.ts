// `umai law decide | explain | ask`: an answer, its reasons, and what to ask next.
import {
  amountsText,
  factTitle,
  knownUntilOf,
  law,
  memberText,
  outcomeText,
  refLabel,
  valueText,
} from '@umai/law'
import {
  ask,
  type Decision,
  decide,
  explain,
  lawAt,
  milderLaw,
  type Naming,
  nearestFlips,
  penaltyOf,
  renderExplanation,
  renderLeaf,
  whyNot,
} from '@umai/rules'
import { formatDay, formatTenge, type Lang, say } from '@umai/words'
import type { FileInquiry } from './inquiry.ts'
import { lawWords } from './words.ts'

/** The answer in a few lines: what applies, the range, what it still depends on, how far the law is known. */
export function decideText(inquiry: FileInquiry, lang: Lang): string {
  const until = knownUntilOf([decide(law, inquiry.decision, inquiry)])
  return [answerLines(inquiry, lang), ...(until === null ? [] : [until.remark[lang]])].join('\n')
}

function answerLines(inquiry: FileInquiry, lang: Lang): string {
  const words = say(lawWords, lang)
  const title = law.decisions[inquiry.decision]?.title[lang] ?? inquiry.decision
  const head = `${title}, ${formatDay(inquiry.act, lang)}`
  const decision = decide(law, inquiry.decision, inquiry)
  if (!inquiry.milder)
    return [`${head}: ${words[decision.kind]}`, ...decisionLines(decision, lang)].join('\n')
  const milder = milderLaw(law, inquiry.decision, inquiry)
  switch (milder.kind) {
    case 'refer':
      return `${head}: ${words.refer}`
    case 'undecided':
      return [
        `${head}: ${words.undecided}`,
        `${words.deciding}: ${titles([...milder.deciding, ...milder.readings], lang)}`,
      ].join('\n')
    case 'choice':
      return [
        `${head}: ${words.choice}`,
        ...milder.best.flatMap(({ from, decision: option }) => [
          `${formatDay(from, lang)}:`,
          ...decisionLines(option, lang),
        ]),
      ].join('\n')
    case 'applied': {
      const applied = milder.applied?.decision ?? decision
      return [
        `${head}: ${words[applied.kind]}`,
        `${words.milder}: ${formatDay(milder.applied?.from ?? inquiry.act, lang)}`,
        ...decisionLines(applied, lang),
      ].join('\n')
    }
  }
}

function decisionLines(decision: Decision, lang: Lang): readonly string[] {
  return [
    ...decision.findings.flatMap((finding) => findingLines(decision, finding, lang)),
    ...openLines(decision, lang),
  ]
}

function findingLines(
  decision: Decision,
  finding: Decision['findings'][number],
  lang: Lang,
): readonly string[] {
  const words = say(lawWords, lang)
  const lines = finding.cites.map(
    ({ ref, text }) => `  ${refLabel(law, ref)[lang]}: ${text?.[lang] ?? ''}`,
  )
  const { consequence } = finding
  if ('what' in consequence) lines.push(`    ${consequence.what[lang] ?? ''}`)
  if (consequence.kind === 'refer') lines.push(`    ${consequence.why[lang] ?? ''}`)
  const penalty = penaltyOf(law, lawAt(law, decision.law.date), finding, decision.situation)
  for (const { amounts } of penalty?.possible ?? [])
    lines.push(`    ${words.penalty}: ${amountsText(law, amounts)[lang]}`)
  if (penalty && penalty.deciding.length > 0)
    lines.push(`    ${words.deciding}: ${titles(penalty.deciding, lang)}`)
  if (penalty?.index)
    lines.push(
      `    ${words.index({ day: formatDay(penalty.index.day, lang), value: formatTenge(penalty.index.value) })}`,
    )
  const source = finding.cites[0]?.source
  if (source === undefined) return lines
  const title = law.sources[source.id]?.title[lang] ?? source.id
  lines.push(`    ${words.source({ source: title, confidence: words[finding.confidence] })}`)
  if (source.note) lines.push(`    ${source.note[lang] ?? ''}`)
  return lines
}

function openLines(decision: Decision, lang: Lang): readonly string[] {
  const words = say(lawWords, lang)
  const lines: string[] = []
  if (decision.possible.length > 0)
    lines.push(
      `${words.possible}: ${decision.possible.map(({ value }) => valueTitle(decision.decision, value, lang)).join(' · ')}`,
    )
  if (decision.deciding.length > 0)
    lines.push(`${words.deciding}: ${titles(decision.deciding, lang)}`)
  if (decision.readings.length > 0) {
    lines.push(`${words.readings}: ${titles(decision.readings, lang)}`)
    for (const { readings, answer } of decision.byReading)
      lines.push(
        `  ${Object.entries(readings)
          .map(
            ([name, member]) => `${titles([name], lang)} = ${memberText(law, name, member)[lang]}`,
          )
          .join(
            ', ',
          )} → ${answer.map((value) => valueTitle(decision.decision, value, lang)).join(', ') || words.none}`,
      )
  }
  const priced = new Set(
    decision.findings.flatMap(
      (finding) =>
        penaltyOf(law, lawAt(law, decision.law.date), finding, decision.situation)?.deciding ?? [],
    ),
  )
  const irrelevant = decision.irrelevant.filter((name) => !priced.has(name))
  if (irrelevant.length > 0 && decision.kind !== 'undecided')
    lines.push(`${words.irrelevant}: ${titles(irrelevant, lang)}`)
  return lines
}

function titles(names: readonly string[], lang: Lang): string {
  return names.map((name) => factTitle(law, name)[lang]).join(', ')
}

/** An answer as people name it: `kz/cc/109-1#p1` as a part of an article, a mark by its title. */
function valueTitle(decision: string, value: string, lang: Lang): string {
  return value === 'none' ? say(lawWords, lang).none : outcomeText(law, decision, value)[lang]
}

/** The law of Kazakhstan as the desk cites it: «КоАП 73 ч. 1», days and money as people write them. */
function namingIn(lang: Lang): Naming {
  return {
    reference: (ref) => refLabel(law, ref)[lang],
    day: (day) => formatDay(day, lang),
    amounts: (amounts) => amountsText(law, amounts)[lang],
    title: (name) => factTitle(law, name)[lang],
    member: (reading, member) => memberText(law, reading, member)[lang],
  }
}

/** The reasons rule by rule; `not` names an article or rule whose absence is to be explained. */
export function explainText(inquiry: FileInquiry, not: string | undefined, lang: Lang): string {
  const words = say(lawWords, lang)
  const decision = decide(law, inquiry.decision, inquiry)
  const milder = inquiry.milder ? milderLaw(law, inquiry.decision, inquiry) : undefined
  const explanation = explain(law, decision, milder ? { milder } : {})
  const naming = namingIn(lang)
  const lines = [renderExplanation(law, explanation, lang, naming)]
  if (not !== undefined) {
    const contrasts = whyNot(law, decision, not)
    if (contrasts.length === 0)
      lines.push(
        words.noSuchRule({
          target: not,
          decision: law.decisions[inquiry.decision]?.title[lang] ?? inquiry.decision,
          day: formatDay(decision.law.date, lang),
        }),
      )
    for (const { rule, because } of contrasts) {
      lines.push('', `${words.no}: ${valueTitle(inquiry.decision, rule, lang)}`)
      for (const { leaf } of because)
        if (leaf) lines.push(`  ${renderLeaf(law, leaf, lang, naming)}`)
    }
  }
  const flips = nearestFlips(law, decision, 5)
  if (flips.length > 0) {
    lines.push('', `${words.flips}:`)
    for (const { changes, answer } of flips)
      lines.push(
        `  ${Object.entries(changes)
          .map(([name, value]) => `${titles([name], lang)} = ${valueText(law, name, value)[lang]}`)
          .join(
            ', ',
          )} → ${answer.map((value) => valueTitle(inquiry.decision, value, lang)).join(', ') || words.none}`,
      )
  }
  return lines.join('\n')
}

/** The next question with its reason, or the answer when nothing is left to ask. */
export function askText(inquiry: FileInquiry, order: 'text' | 'fewest', lang: Lang): string {
  const words = say(lawWords, lang)
  const interview = ask(law, inquiry.decision, inquiry, { order })
  if (interview.kind !== 'ask') return decideText(inquiry, lang)
  const { fact, because, answers, expected } = interview.question
  return [
    `${words.question}: ${fact.question[lang] ?? fact.name} (${fact.name})`,
    `${words.because}: ${because.map((rule) => valueTitle(inquiry.decision, rule, lang)).join(', ')}`,
    `${words.answers}:`,
    ...answers.map(({ value, group, decided, possible }) => {
      const what =
        fact.type === 'choice' && group.length > 0
          ? group.map((one) => fact.values?.[one]?.[lang] ?? one).join(' / ')
          : valueText(law, fact.name, value)[lang]
      const leads =
        possible.map((one) => valueTitle(inquiry.decision, one, lang)).join(', ') || words.none
      return `  ${what} → ${decided ? `${words.thenDecided}: ` : ''}${leads}`
    }),
    ...(expected === undefined ? [] : [words.left({ count: Math.round(expected * 10) / 10 })]),
  ].join('\n')
}

/** What `--json` prints: the whole decision without the facts given. */
export function decideJson(inquiry: FileInquiry): unknown {
  const { situation, ...decision } = decide(law, inquiry.decision, inquiry)
  return {
    ...decision,
    penalties: decision.findings.map((finding) =>
      penaltyOf(law, lawAt(law, decision.law.date), finding, situation),
    ),
    ...(inquiry.milder ? { milder: milderJson(inquiry) } : {}),
  }
}

function milderJson(inquiry: FileInquiry): unknown {
  const { kind, reach, best } = milderLaw(law, inquiry.decision, inquiry)
  return { kind, reach, laws: best.map(({ from, decision: { answer } }) => ({ from, answer })) }
}
