// What stands in a field and cannot be read is never left out in silence: the form stays, and the hand is led to it.

/** On the input of a field whose words are no day, time or number yet. */
export const markedWrong = (isWrong: boolean): { readonly 'data-wrong'?: true } =>
  isWrong ? { 'data-wrong': true } : {}

/** Goes to the first field that cannot be read and lets it say why; false where there is none. */
export const goToWrongField = (form: Element): boolean => {
  const field = form.querySelector<HTMLElement>('[data-wrong]')
  if (field === null) return false
  // Whoever pressed Enter is still in it: a field complains once it has been left.
  field.blur()
  field.focus()
  return true
}
