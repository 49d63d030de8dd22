import { ActionIcon, Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { defineWords } from '@umai/words'
import { useState } from 'react'
import { Icon } from '../icon/icon.tsx'
import { useWords } from '../language/language.tsx'
import { printWhole } from './whole.ts'

const buttonWords = defineWords({
  kk: { print: 'Басып шығару' },
  ru: { print: 'Напечатать' },
  en: { print: 'Print' },
})

/** Prints the page once its lists are whole; a sign alone where the head of the page has no room for a word. */
export const PrintButton = ({ isSign = false }: { readonly isSign?: boolean }) => {
  const words = useWords(buttonWords)
  const [isWaiting, setWaiting] = useState(false)
  const press = () => {
    setWaiting(true)
    void printWhole().finally(() => setWaiting(false))
  }
  return isSign ? (
    <ActionIcon
      className="only-wide"
      variant="default"
      aria-label={words.print}
      loading={isWaiting}
      onClick={press}
    >
      <Icon of={IconPrinter} />
    </ActionIcon>
  ) : (
    <Button leftSection={<Icon of={IconPrinter} />} loading={isWaiting} onClick={press}>
      {words.print}
    </Button>
  )
}
