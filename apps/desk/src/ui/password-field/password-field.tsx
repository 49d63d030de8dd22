import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useWords } from '../language/language.tsx'
import { passwordFieldWords } from './words.ts'

/** A field whose letters are hidden until somebody wants to see them; the button that shows them speaks the language of the page. */
export const PasswordField = (props: PasswordInputProps) => {
  const words = useWords(passwordFieldWords)
  return <PasswordInput {...props} visibilityToggleButtonProps={{ 'aria-label': words.show }} />
}
