import './sample-line.css'
import { IconFlask } from '@tabler/icons-react'
import { defineWords } from '@umai/words'
import { Icon } from '../icon/icon.tsx'
import { useWords } from '../language/language.tsx'

const sampleWords = defineWords({
  kk: { name: 'Оқу өңірі', line: 'Оқу өңірі: адамдар мен істер ойдан шығарылған' },
  ru: { name: 'Учебный регион', line: 'Учебный регион: люди и дела вымышлены' },
  en: { name: 'Sample region', line: 'Sample region: people and cases are invented' },
})

/** On every screen of a sample database, so that nobody takes it for the real one, or the reverse. */
export const SampleLine = () => {
  const words = useWords(sampleWords)
  return (
    <aside className="sample-line" aria-label={words.name}>
      <Icon of={IconFlask} size="small" />
      {words.line}
    </aside>
  )
}
