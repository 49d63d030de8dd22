import type { DutyRule } from '@umai/rules'
import { expect, test } from 'vitest'
import { law } from './index.ts'

/**
 * Duties as they were taken from the texts of the law: name, time limit, first day (none where only the edition read is known), first day no longer owed,
 * how sure, and whether it is only a power. Written down apart from the pack, so that a duty that is lost or whose clock changed is noticed.
 */
const LISTED = `
dvl-police-visit | none | 2009-12-23 | 2026-03-02 | verified
dvl-refer-mandatory | none | 2009-12-23 | 2014-03-05 | verified
dvl-refer-on-request | none | 2014-03-05 | 2026-03-02 | verified
dvl-conversation-max | 1 hours | 2009-12-23 | 2026-03-02 | verified
dvl-po-issue-2009 | none | 2009-12-23 | 2014-03-05 | verified | power
dvl-po-issue-2014 | none | 2014-03-05 | 2026-03-02 | verified | power
dvl-po-sign | none | 2009-12-23 | 2026-03-02 | verified
dvl-po-victim-copy | same day | 2009-12-23 | 2026-03-02 | verified
dvl-po-explain | same day | 2009-12-23 | 2026-03-02 | verified
dvl-po-prosecutor-copy | 24 hours | 2009-12-23 | 2026-03-02 | verified
dvl-po-term-10 | 10 full days | 2009-12-23 | 2014-03-05 | verified
dvl-po-extend | 30 full days | 2009-12-23 | 2014-03-05 | verified
dvl-po-term-30 | 30 full days | 2014-03-05 | 2026-03-02 | verified
dvl-po-check | every 7 calendar days | 2014-03-05 | 2026-03-02 | verified
dvl-po-register | none | 2009-12-23 | 2026-03-02 | verified
dvl-ask-special-req | none | 2009-12-23 | 2026-03-02 | verified | power
dvl-health-notify | none | 2009-12-23 | 2026-03-02 | verified
dvl-aid-notify | none | 2009-12-23 | 2026-03-02 | verified
dvl-aid-apply | none | 2014-03-05 | 2026-03-02 | verified
dvl-aid-any-residence | none | 2014-03-05 | 2026-03-02 | verified
dvl-akimat-centres | none | 2009-12-23 | 2026-03-02 | verified
dvl-confidentiality | none | 2009-12-23 | 2026-03-02 | verified
lop-police-act | none | 2026-03-02 |  | verified
lop-police-notify-subjects | 1 full days | 2026-03-02 |  | verified
lop-police-belongings | none | 2026-03-02 |  | verified
lop-police-guardianship | none | 2026-03-02 |  | verified
lop-police-inform-prone | none | 2026-03-02 |  | verified
lop-police-refer | none | 2026-03-02 |  | verified
lop-police-bar-access | none | 2026-03-02 |  | verified | power
lop-police-deliver-psych | none | 2026-03-02 |  | verified
lop-police-ask-court | none | 2026-03-02 |  | verified | power
lop-conversation-max | 1 hours | 2026-03-02 |  | verified
lop-conversation-minor | none | 2026-03-02 |  | verified
lop-warning-prosecutor | 24 hours | 2026-03-02 |  | verified
lop-warning-sign | none | 2026-03-02 |  | verified
lop-warning-term | 30 full days | 2026-03-02 |  | verified
lop-warning-control | 2 per month | 2026-03-02 |  | verified
lop-warning-register | none | 2026-03-02 |  | verified
lop-po-issue | none | 2026-03-02 |  | verified
lop-po-sign | none | 2026-03-02 |  | verified
lop-po-victim-copy | same day | 2026-03-02 |  | verified
lop-po-explain | same day | 2026-03-02 |  | verified
lop-po-appeal-note | none | 2026-03-02 |  | verified
lop-po-notice | none | 2026-03-02 |  | verified
lop-po-term | 30 full days | 2026-03-02 |  | verified
lop-po-check | every 7 calendar days | 2026-03-02 |  | verified
lop-po-register | none | 2026-03-02 |  | verified
lop-sr-register | none | 2026-03-02 |  | verified
lop-register-explain | none | 2026-03-02 |  | verified
lop-register-purpose | none | 2026-03-02 |  | verified
lop-register-end | none | 2026-03-02 |  | verified
lop-prolong-petition | none | 2026-03-02 |  | verified | power
lop-psych-attend | none | 2026-03-02 |  | verified
lop-answer-representation | 1 months | 2026-03-02 |  | verified
lop-all-inform | immediately | 2026-03-02 |  | verified
lop-helper-inform | immediately | 2026-03-02 |  | verified
lop-helper-confidential | none | 2026-03-02 |  | verified
lop-helper-registration | 7 working days | 2026-03-02 |  | verified
lop-akimat-mobile | none | 2026-03-02 |  | verified
lop-akimat-fsc-data | none | 2026-03-02 |  | verified
lop-akimat-programme | none | 2026-03-02 |  | verified
lop-commission-review | 1 per half-year | 2026-03-02 |  | verified
lop-akimat-plan | none | 2026-03-02 |  | verified
lop-stay-month | 1 months | 2026-03-02 |  | verified
mfc-stay-month | 1 months | 2024-06-16 |  | verified
lop-fsc-inform | none | 2026-03-02 |  | verified
lop-fsc-record | none | 2026-03-02 |  | verified
lop-fsc-family-record | none | 2026-03-02 |  | verified
lop-mobile-inform | none | 2026-03-02 |  | verified
fsc-primary-assessment | 3 working days | 2024-06-14 |  | reported
fsc-urgent-assessment | 1 working days | 2024-06-14 |  | reported
fsc-plan | none | 2024-06-14 |  | reported
fsc-guardianship | 24 hours | 2024-06-14 |  | reported
mobile-urgent | immediately | 2024-06-14 |  | reported
lop-school-report | immediately | 2026-03-02 |  | verified
lop-edu-dept-report | immediately | 2026-03-02 |  | verified
lop-edu-dept-analysis | 1 per quarter | 2026-03-02 |  | verified
lop-school-council | none | 2026-03-02 |  | verified
lop-school-rehab | none | 2026-03-02 |  | verified
lop-school-absentees | none | 2026-03-02 |  | verified
lop-school-kdn | none | 2026-03-02 |  | verified
b506-plan | 1 per year |  |  | verified
b506-info | 1 per quarter |  |  | verified
b506-react | immediately |  |  | verified
b506-head | 1 unspecified days |  |  | verified
b506-collect | same day |  |  | verified
b506-talk | 1 working days |  |  | verified
b506-result | 1 working days |  |  | verified
b506-edu-register | 1 working days |  |  | verified
b506-edu-decide | 2 working days |  |  | verified
b506-edu-higher | 1 working days |  |  | verified
b506-edu-to-school | 2 unspecified days |  |  | verified
b506-kdn | 6 months |  |  | verified
b506-written | immediately |  |  | verified
b506-teacher | none |  |  | verified
lop-health-notify | none | 2026-03-02 |  | verified
lop-health-minor | none | 2026-03-02 |  | verified
lop-social-minor | immediately | 2026-03-02 |  | verified
lop-social-inform-victim | none | 2026-03-02 |  | verified
lop-social-needs | none | 2026-03-02 |  | verified
lop-state-aid-inform | none | 2026-03-02 |  | verified
lop-state-aid-refer | none | 2026-03-02 |  | verified
lop-ngo-refer | none | 2026-03-02 |  | verified
lop-ngo-inform-minor | none | 2026-03-02 |  | verified
lop-aid-inform | none | 2026-03-02 |  | verified
lop-guard-accompany | none | 2026-03-02 |  | verified
lop-confidentiality | none | 2026-03-02 |  | verified
mfc-report-child | none |  |  | verified
mfc-remove-child | immediately |  |  | verified
mfc-remove-prosecutor | immediately |  |  | verified
mfc-remove-suit | 7 unspecified days |  |  | verified
chr-mentor-immediate | immediately |  |  | verified
chr-mentor-org-24h | 24 hours |  |  | verified
mfc-placement-org-24h | 24 hours | 2020-01-11 |  | verified
o163-quarter-check | 1 per quarter | 2026-03-18 |  | verified
o163-databank | 3 working days | 2026-03-18 |  | verified
o163-officer | 1 full days | 2026-03-18 |  | verified
o163-sr-register | 3 full days | 2026-03-18 |  | verified
o163-warning-original | 24 hours | 2026-03-18 |  | verified
o163-po-sr-control | every 7 calendar days | 2026-03-18 |  | verified
o163-warning-control | 2 per month | 2026-03-18 |  | verified
o163-database-check | 1 per month | 2026-03-18 |  | verified
o163-move-request | 3 unspecified days | 2026-03-18 |  | verified
o163-move-file-request | 3 working days | 2026-03-18 |  | verified
o163-move-file-send | 3 working days | 2026-03-18 |  | verified
o163-search | 5 working days | 2026-03-18 |  | verified
o163-early-check | 5 working days | 2026-03-18 |  | verified
o163-early-decide | 3 working days | 2026-03-18 |  | verified
o163-early-court | 3 working days | 2026-03-18 |  | verified
o163-tracking | 3 working days | 2026-03-18 |  | verified
cao-detention-general | 3 hours |  |  | verified
cao-detention-arrest | 24 hours |  |  | verified
cao-detention-relatives | none |  |  | verified
cao-detention-minor | none |  |  | verified
cao-warning-first | none |  |  | verified
cpc-recognise-victim | immediately |  |  | verified
cpc-explain-claim | none |  |  | verified
cpc-victim-lawyer | none |  |  | verified
sc-notice | none |  |  | verified
sc-any-residence | none |  |  | verified
sc-no-case-needed | none | 2023-07-01 |  | verified
sc-offender-pays | none |  |  | verified
sc-refusal-grounds | none |  |  | verified
sc-confidential | none |  |  | verified
sc-provider-licence | none | 2025-01-01 |  | reported
sc-provider-register | none | 2025-01-01 |  | verified
camp-licence | none | 2026-04-01 |  | reported
lal-consult | 3 working days |  |  | verified
lal-info | none |  |  | verified
lal-refusal | none |  |  | verified
c111-inform | none |  |  | verified
c111-feedback | none |  |  | verified
lc-certificate | none |  |  | verified
lc-bar | none |  |  | verified
`

const listed = LISTED.trim()
  .split('\n')
  .map((line) => line.split(' | '))

function clockOf(deadline: DutyRule['deadline']): string {
  switch (deadline.kind) {
    case 'within':
      return `${deadline.length.n} ${deadline.length.unit}`
    case 'every':
      return `every ${deadline.length.n} ${deadline.length.unit}`
    case 'times':
      return `${deadline.times} per ${deadline.per}`
    case 'before':
      return `before ${deadline.event}`
    default:
      return deadline.kind
  }
}

const versions = Object.values(law.articles).flatMap((article) => article.versions)
const owed = (id: string) =>
  versions.flatMap((version) =>
    version.duties.filter((duty) => duty.id === id).map((duty) => ({ version, duty })),
  )

test('the list names 154 duties, each once', () => {
  expect(new Set(listed.map(([id]) => id)).size).toBe(154)
})

test.each(listed)(
  '%s is owed with its clock and from its day',
  (id, clock, from, to, sure, kind) => {
    const found = owed(id ?? '')
    const first = found[0]
    const last = found.at(-1)

    expect(new Set(found.map(({ duty }) => clockOf(duty.deadline)))).toEqual(new Set([clock]))
    if (from) expect(first?.version.from?.date).toBe(from)
    expect(last?.version.to?.date ?? '').toBe(to ?? '')
    expect(last?.duty.confidence).toBe(sure)
    expect(last?.duty.kind === 'power').toBe(kind === 'power')
  },
)
