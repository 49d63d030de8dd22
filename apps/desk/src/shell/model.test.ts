import { permissions } from '@umai/contract'
import { describe, expect, it } from 'vitest'
import { barPlaces, placesFor } from './model.ts'

describe('the places of the desk', () => {
  it('hide what a person may not do', () => {
    expect(placesFor([]).map(({ name }) => name)).toEqual(['queue', 'law', 'agencies', 'roles'])
  })

  it('show an operator the reports and not the walls', () => {
    const names = placesFor(['record-reports']).map(({ name }) => name)

    expect(names).toContain('reports')
    expect(names).not.toContain('walls')
  })

  it('leave room for search and the rest in the bar of a phone', () => {
    expect(barPlaces(permissions).length).toBe(2)
    expect(barPlaces([]).length).toBe(3)
  })
})
