/*
 * A neutral world for the tests of the engine: the rules of a garden club. Every document of the format is here once, small enough to read.
 */
export const garden: Readonly<Record<string, string>> = {
  'pack.yaml': `
pack: garden
title: { en: Rules of the garden club }
languages: [en]
zone:
  - { offset: "+06:00" }
  - { from: 2024-03-01, offset: "+05:00" }
sources:
  BOOK: { title: { en: The minute book } }
branches: [reproof, expulsion]
categories: { expulsion: [small, great] }
sanctions:
  warning: { title: { en: warning }, measure: none, rank: 0 }
  fine: { title: { en: fine }, measure: index, index: acorn, rank: 10 }
  weeding: { title: { en: weeding }, measure: hours, rank: 20 }
  absence: { title: { en: absence from the garden }, measure: days, rank: 30 }
  leave: { title: { en: leaving the club }, measure: months, rank: 40 }
marks:
  opened: { title: { en: opened by }, values: { anyone: { en: anyone }, neighbour: { en: the neighbour } } }
roles:
  warden: { title: { en: warden } }
  neighbour: { title: { en: neighbour } }
events:
  plant.broken: { title: { en: a plant was broken } }
  note.written: { title: { en: a note was written } }
  note.withdrawn: { title: { en: the note was withdrawn } }
codes:
  garden/code:
    title: { en: Garden code }
    short: { en: Code }
    branch: reproof
    anchors: [ { anchor: act, cites: "garden/code/5#p1" } ]
    milder: [ { reach: until-executed, intermediate: true, cites: "garden/code/4#p1" } ]
    limits: [ { sanction: fine, min: 1, max: 50, cites: "garden/code/5#p1" } ]
    dayOff: next-working-day
`,
  'facts.yaml': `
facts:
  harm: { title: { en: harm }, type: choice, values: { none: { en: none }, leaf: { en: a leaf }, branch: { en: a branch }, tree: { en: a tree } }, question: { en: What was broken? } }
  age: { title: { en: age of the gardener }, type: number, min: 0, max: 110, question: { en: How old is the gardener? } }
  night: { title: { en: at night }, type: yesno, question: { en: Was it at night? } }
  lamp: { title: { en: with a lamp }, type: yesno, question: { en: Was a lamp used? }, appliesWhen: night, sensitivity: sensitive }
  joined: { title: { en: joined on }, type: date, question: { en: When did the gardener join? } }
  delicate: { title: { en: delicate }, type: yesno, question: { en: Is the gardener delicate? } }
  priors:
    title: { en: earlier reproofs }
    type: list
    question: { en: Which reproofs before? }
    of:
      article: { title: { en: article }, type: article }
      imposed: { title: { en: imposed }, type: date }
      served: { title: { en: served }, type: date }
`,
  'terms.yaml': `
terms:
  sapling:
    title: { en: sapling }
    versions:
      - { to: 2022-01-01, means: "age < 16", cites: "garden/code/3#p1" }
      - { from: 2022-01-01, means: "age < 18", cites: "garden/code/3#p1" }
  newcomer:
    title: { en: newcomer }
    versions: [ { means: "since(joined, @act) < P1Y" } ]
`,
  'readings.yaml': `
readings:
  yearRuns:
    title: { en: from when the year runs }
    members: { imposed: { en: from the reproof }, served: { en: from the end of it } }
    why: { en: Articles 8 and 9 say different things }
`,
  'index.yaml': `
index: acorn
title: { en: acorn }
money: { code: NUT, title: { en: nut } }
values:
  - { from: 2020-01-01, value: 100, source: BOOK, confidence: verified }
  - { from: 2023-01-01, value: 150, source: BOOK, confidence: verified }
`,
  'calendar.yaml': `
calendar: garden
weekend: [6, 7]
years:
  2024: { holidays: [2024-05-01], dayOffMoved: [2024-05-10], workingMoved: [2024-05-04] }
`,
  'acts/spring.yaml': `
act: garden/act/spring
title: { en: The spring amendment }
inForce: { date: 2023-04-01 }
source: BOOK
confidence: verified
operations:
  - op: replace
    target: garden/code/8
    from: v2020
    version: v2023
    cites: point 1
    changes:
      - { at: text.p1, set: { en: Breaking a leaf or a branch. } }
      - { at: rules.p1.when, set: "harm in [leaf, branch]" }
      - { at: rules.p1.then.liability.penalty, set: { oneOf: [ { fine: 8 }, { weeding: { max: 6 } } ] } }
  - { op: insert, target: garden/code/10, version: v2023, cites: point 2 }
`,
  'acts/frost.yaml': `
act: garden/act/frost
title: { en: The frost amendment }
inForce: { date: 2024-02-10, earliest: 2024-02-05, latest: 2024-02-15 }
confidence: background
operations:
  - { op: repeal, target: garden/code/10, version: v2023, cites: point 1 }
`,
  'articles/3.yaml': `
article: garden/code/3
code: garden/code
number: "3"
title: { en: Words }
versions:
  - id: v2020
    from: 2020-01-01
    confidence: verified
    text: { p1: { en: Who is a sapling. } }
    noRule: { p1: { en: a term } }
`,
  'articles/4.yaml': `
article: garden/code/4
code: garden/code
number: "4"
title: { en: The milder rule }
versions:
  - id: v2020
    from: 2020-01-01
    confidence: verified
    text: { p1: { en: A milder rule reaches back. } }
    noRule: { p1: { en: a rule about rules } }
`,
  'articles/5.yaml': `
article: garden/code/5
code: garden/code
number: "5"
title: { en: Fines and saplings }
versions:
  - id: v2020
    from: 2020-01-01
    confidence: verified
    text: { p1: { en: The acorn of the day of the act counts. }, p2: { en: A sapling pays half and never stays away. }, p3: { en: A delicate gardener does not weed. } }
    noRule: { p1: { en: an anchor } }
    rules:
      - { id: p2, cites: p2, when: sapling, then: { transform: { of: { code: garden/code }, remove: [absence], scale: { fine: { max: 1/2, min: 1/2 } } } } }
      - { id: p3, cites: p3, when: delicate, then: { transform: { of: { code: garden/code }, remove: [weeding], add: [warning], onlyIfEmpty: true } } }
`,
  'articles/8.yaml': `
article: garden/code/8
code: garden/code
number: "8"
title: { en: Broken leaves }
asks: [harm, night, lamp, age, priors]
versions:
  - id: v2020
    from: 2020-01-01
    confidence: verified
    source: BOOK
    text:
      p1: { en: Breaking a leaf. }
      p2: { en: The same at night without a lamp. }
      p3: { en: The same within a year. }
    rules:
      - id: p1
        cites: p1
        when: harm = leaf
        then: { liability: { penalty: { oneOf: [ warning, { fine: { min: 2, max: 10 } } ] } } }
      - id: p2
        cites: p2
        overrides: p1
        when: { all: [ "harm = leaf", night, { not: lamp } ] }
        then: { liability: { penalty: { oneOf: [ { fine: 20 }, { absence: { max: 10 } } ] }, marks: { opened: neighbour } } }
      - id: p3
        cites: p3
        overrides: [p1, p2]
        when:
          all:
            - harm = leaf
            - repeat: { of: [garden/code/8], in: priors, within: P1Y, from: yearRuns }
        then: { liability: { penalty: { oneOf: [ { absence: { min: 5, max: 20 } } ] } } }
  - id: v2023
    from: garden/act/spring
tests:
  - name: a leaf by day
    on: 2021-05-01
    facts: { harm: leaf, night: false, priors: [], age: 30 }
    expect: { rule: p1 }
  - name: the hour is not known
    on: 2021-05-01
    facts: { harm: leaf, priors: [] }
    expect: { unknown: [night, lamp] }
  - name: a lamp at night is no worse
    on: 2021-05-01
    facts: { harm: leaf, night: true, lamp: true, priors: [] }
    expect: { rule: p1 }
  - name: a branch counts from the spring amendment on
    on: 2023-04-01
    facts: { harm: branch, night: false, priors: [] }
    expect: { rule: p1, law: v2023 }
  - name: a branch did not count the day before
    on: 2023-03-31
    facts: { harm: branch, night: false, priors: [] }
    expect: { none: true }
`,
  'articles/10.yaml': `
article: garden/code/10
code: garden/code
number: "10"
title: { en: Felled trees }
asks: [harm, age]
versions:
  - id: v2023
    from: garden/act/spring
    to: garden/act/frost
    confidence: reported
    text: { p1: { en: Felling a tree. } }
    rules:
      - { id: p1, cites: p1, when: harm = tree, then: { liability: { branch: expulsion, category: great, penalty: { oneOf: [ { leave: { max: 1 year } } ] } } } }
`,
  'articles/20.yaml': `
article: garden/code/20
code: garden/code
number: "20"
title: { en: Notes }
versions:
  - id: v2020
    from: 2020-01-01
    confidence: verified
    text: { p1: { en: The warden writes a note within 24 hours. }, p2: { en: And tells the neighbour within 3 working days. }, p3: { en: And looks again in a month. } }
    duties:
      - { id: note, cites: p1, bearer: warden, toward: neighbour, what: { en: write a note }, trigger: plant.broken, when: "harm != none", deadline: { within: 24 hours }, satisfiedBy: note.written, ends: note.withdrawn }
      - { id: tell, cites: p2, bearer: warden, toward: neighbour, what: { en: tell the neighbour }, trigger: plant.broken, deadline: { within: 3 working days } }
      - { id: look, cites: p3, bearer: warden, what: { en: look again }, trigger: plant.broken, deadline: { within: 1 month } }
      - { id: soon, cites: p3, bearer: warden, what: { en: look soon }, trigger: plant.broken, deadline: { within: 3 unspecified days } }
      - { id: guard, cites: p3, bearer: warden, what: { en: guard it }, trigger: plant.broken, deadline: { within: 2 full days } }
`,
  'decisions/blame.yaml': `
decision: blame
title: { en: Blame }
articles: ["garden/code/*"]
kinds: [liability]
outcome: rule
`,
  'decisions/branch.yaml': `
decision: branch
title: { en: Which branch }
articles: ["garden/code/*"]
kinds: [liability]
outcome: branch
`,
  'cases.yaml': `
cases: garden
tests:
  - { name: half a fine for a sapling, decision: blame, on: 2022-05-01, facts: { harm: leaf, night: false, priors: [], age: 17, delicate: false }, expect: { rule: "garden/code/8#p1", penalty: { warning: true, fine: { min: 100, max: 500 } }, transformed: ["garden/code/5#p2"] } }
  - { name: sixteen is no sapling before 2022, decision: blame, on: 2021-12-31, facts: { harm: leaf, night: false, priors: [], age: 17, delicate: false }, expect: { penalty: { fine: { min: 200, max: 1000 } }, transformed: [] } }
  - { name: the branch is the same whatever the hour, decision: branch, on: 2021-05-01, facts: { harm: leaf }, expect: { outcome: reproof } }
  - { name: repeated under one reading only, decision: blame, on: 2022-05-01, facts: { harm: leaf, night: false, priors: [ { article: "garden/code/8#p1", imposed: 2021-04-01, served: 2021-06-01 } ] }, expect: { readings: [yearRuns] } }
  - { name: repeated when the year runs from the end, decision: blame, on: 2022-05-01, readings: { yearRuns: served }, facts: { harm: leaf, night: false, priors: [ { article: "garden/code/8#p1", imposed: 2021-04-01, served: 2021-06-01 } ] }, expect: { rule: "garden/code/8#p3" } }
  - { name: nobody knows which day the frost amendment began, decision: blame, on: 2024-02-07, facts: { harm: tree }, expect: { readings: ["in-force:garden/act/frost"] } }
  - { name: a tree felled and judged after the repeal, decision: blame, on: 2023-06-01, decided: 2024-03-01, milder: true, facts: { harm: tree }, expect: { none: true } }
  - { name: within a day through the night, events: [ { event: plant.broken, at: 2024-05-03T22:00 }, { event: note.written, at: 2024-05-04T21:00 } ], now: 2024-05-20T10:00, facts: { harm: leaf }, expect: { duties: [ { duty: "garden/code/20#note", due: 2024-05-04T22:00, status: met }, { duty: "garden/code/20#tell", due: 2024-05-08T00:00, status: missed }, { duty: "garden/code/20#look", due: 2024-06-04T00:00, status: running } ] } }
`,
}
