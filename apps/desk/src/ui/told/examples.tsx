import type { Examples } from '../examples.ts'
import { NowCalled, Told } from './told.tsx'

const remark = {
  kk: 'Заң соңғы рет оқылған күн: 2026 жылғы 21 қараша; одан кейінгі өзгерістер белгісіз.',
  ru: 'Закон последний раз прочитан 21 ноября 2026 г.; более поздние изменения неизвестны.',
  en: 'The law was last read on 21 November 2026; later amendments are not known.',
}
const title = { kk: 'Ұрып-соғу', ru: 'Побои', en: 'Battery' }

export const toldExamples: Examples = {
  name: 'Told',
  states: {
    'of an earlier version': () => <Told isInUse={false} remark={null} />,
    'of a day after the last reading': () => <Told isInUse remark={remark} />,
    'renamed since': () => <NowCalled renamed={{ title }} />,
    'not in the version in use': () => <NowCalled renamed={{ title: null }} />,
  },
}
