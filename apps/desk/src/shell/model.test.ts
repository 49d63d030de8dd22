import { permissions } from '@umai/contract'
import { describe, expect, it } from 'vitest'
import { barPlaces, placesFor, recordOfPath } from './model.ts'

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

describe('the record of a page', () => {
  const id = '01999999-0000-7000-8000-000000000001'

  it('is the case on each of its pages, and the person', () => {
    expect(recordOfPath(`/cases/${id}`)).toEqual({ kind: 'case', id })
    expect(recordOfPath(`/cases/${id}/law`)).toEqual({ kind: 'case', id })
    expect(recordOfPath(`/people/${id}`)).toEqual({ kind: 'person', id })
  })

  it('is none on a list, on other nouns and on what is no id', () => {
    for (const path of ['/', '/cases', `/orders/${id}`, '/cases/new', `/cases/${id}x`])
      expect(recordOfPath(path)).toBeNull()
  })
})
