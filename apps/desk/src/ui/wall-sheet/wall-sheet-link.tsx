// To the sheet for a wall on the public site, where somebody prints it.
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { Icon } from '../icon/icon.tsx'
import { useWords } from '../language/language.tsx'
import { wallSheetWords } from './words.ts'

export const WallSheetLink = ({ address }: { readonly address: string | null }) => {
  const words = useWords(wallSheetWords)
  if (address === null) return null
  return (
    <Button
      component="a"
      variant="default"
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      leftSection={<Icon of={IconPrinter} size="small" />}
    >
      {words.sheet}
    </Button>
  )
}
