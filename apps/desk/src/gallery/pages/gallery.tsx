import './gallery.css'
import { articleExamples } from '../../ui/article/examples.tsx'
import { avatarExamples } from '../../ui/avatar/examples.tsx'
import { cardExamples } from '../../ui/card/examples.tsx'
import { chipExamples } from '../../ui/chip/examples.tsx'
import { choiceExamples } from '../../ui/choice/examples.tsx'
import { clockExamples } from '../../ui/clock/examples.tsx'
import { conflictExamples } from '../../ui/conflict/examples.tsx'
import { coverExamples } from '../../ui/cover/examples.tsx'
import { dayFieldExamples } from '../../ui/day-field/examples.tsx'
import { dialogExamples } from '../../ui/dialog/examples.tsx'
import { dutyRowExamples } from '../../ui/duty-row/examples.tsx'
import { emptyStateExamples } from '../../ui/empty-state/examples.tsx'
import { entriesExamples } from '../../ui/entries/examples.tsx'
import { errorPanelExamples } from '../../ui/error-panel/examples.tsx'
import { evidenceExamples } from '../../ui/evidence/examples.tsx'
import type { Examples } from '../../ui/examples.ts'
import { factQuestionExamples } from '../../ui/fact-question/examples.tsx'
import { factToggleExamples } from '../../ui/fact-toggle/examples.tsx'
import { fileChoiceExamples } from '../../ui/file-choice/examples.tsx'
import { filterChipExamples } from '../../ui/filter-chip/examples.tsx'
import { findFieldExamples } from '../../ui/find-field/examples.tsx'
import { findingExamples } from '../../ui/finding/examples.tsx'
import { horizonExamples } from '../../ui/horizon/examples.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { likelyPeopleExamples } from '../../ui/likely-people/examples.tsx'
import { loadingRowsExamples } from '../../ui/loading-rows/examples.tsx'
import { momentFieldsExamples } from '../../ui/moment-fields/examples.tsx'
import { noteExamples } from '../../ui/note/examples.tsx'
import { offlineLineExamples } from '../../ui/offline-line/examples.tsx'
import { orderStripExamples } from '../../ui/order-strip/examples.tsx'
import { othersHereExamples } from '../../ui/others-here/examples.tsx'
import { pageHeadExamples } from '../../ui/page-head/examples.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { pagerExamples } from '../../ui/pager/examples.tsx'
import { personCardExamples } from '../../ui/person-card/examples.tsx'
import { pictureExamples } from '../../ui/picture/examples.tsx'
import { reasonTreeExamples } from '../../ui/reason-tree/examples.tsx'
import { riskExamples } from '../../ui/risk/examples.tsx'
import { safeContactExamples } from '../../ui/safe-contact/examples.tsx'
import { sampleLineExamples } from '../../ui/sample-line/examples.tsx'
import { searchHitExamples } from '../../ui/search-hit/examples.tsx'
import { tableExamples } from '../../ui/table/examples.tsx'
import { tabsExamples } from '../../ui/tabs/examples.tsx'
import { timelineExamples } from '../../ui/timeline/examples.tsx'
import { toldExamples } from '../../ui/told/examples.tsx'
import { verdictExamples } from '../../ui/verdict/examples.tsx'
import { galleryWords } from '../words.ts'

const all: readonly Examples[] = [
  clockExamples,
  horizonExamples,
  riskExamples,
  articleExamples,
  verdictExamples,
  findingExamples,
  toldExamples,
  reasonTreeExamples,
  factQuestionExamples,
  coverExamples,
  pictureExamples,
  factToggleExamples,
  dutyRowExamples,
  orderStripExamples,
  personCardExamples,
  safeContactExamples,
  timelineExamples,
  searchHitExamples,
  likelyPeopleExamples,
  evidenceExamples,
  chipExamples,
  fileChoiceExamples,
  noteExamples,
  cardExamples,
  avatarExamples,
  emptyStateExamples,
  loadingRowsExamples,
  errorPanelExamples,
  offlineLineExamples,
  othersHereExamples,
  pageHeadExamples,
  tabsExamples,
  tableExamples,
  sampleLineExamples,
  pagerExamples,
  filterChipExamples,
  dialogExamples,
  dayFieldExamples,
  entriesExamples,
  choiceExamples,
  conflictExamples,
  momentFieldsExamples,
  findFieldExamples,
]

export const GalleryPage = () => {
  const words = useWords(galleryWords)
  return (
    <main>
      <PageHead tab={words.title} title={words.title} sub={words.about} />
      <div className="gallery">
        {all.map((examples) => (
          <section key={examples.name} className="gallery-part" aria-label={examples.name}>
            <h2>{examples.name}</h2>
            {Object.entries(examples.states).map(([name, render]) => (
              <div key={name} className="gallery-state">
                <div className="gallery-name">{name}</div>
                <div className="gallery-show">{render()}</div>
              </div>
            ))}
          </section>
        ))}
      </div>
    </main>
  )
}
