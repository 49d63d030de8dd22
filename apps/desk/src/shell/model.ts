// Which places of the desk a person has, by what he may do. The server decides again on each page.
import type { HitKind, LookedAt, Permission } from '@umai/contract'

export type PlaceName =
  | 'queue'
  | 'cases'
  | 'reports'
  | 'people'
  | 'orders'
  | 'referrals'
  | 'notices'
  | 'threads'
  | 'law'
  | 'agencies'
  | 'users'
  | 'roles'
  | 'services'
  | 'duplicates'
  | 'instruments'
  | 'stories'
  | 'walls'
  | 'system'

type Place = {
  readonly name: PlaceName
  readonly to: string
  readonly isManagement: boolean
  /** Any of these; none means everybody. */
  readonly needs: readonly Permission[]
}

const places: readonly Place[] = [
  { name: 'queue', to: '/', isManagement: false, needs: [] },
  { name: 'cases', to: '/cases', isManagement: false, needs: ['read-cases'] },
  { name: 'reports', to: '/reports', isManagement: false, needs: ['record-reports', 'read-cases'] },
  { name: 'people', to: '/people', isManagement: false, needs: ['read-cases'] },
  { name: 'orders', to: '/orders', isManagement: false, needs: ['read-cases'] },
  { name: 'referrals', to: '/referrals', isManagement: false, needs: ['work-cases'] },
  { name: 'notices', to: '/notices', isManagement: false, needs: ['work-cases'] },
  { name: 'threads', to: '/threads', isManagement: false, needs: ['answer-threads'] },
  { name: 'law', to: '/law', isManagement: false, needs: [] },
  { name: 'agencies', to: '/agencies', isManagement: true, needs: [] },
  { name: 'users', to: '/users', isManagement: true, needs: ['read-directory'] },
  { name: 'roles', to: '/roles', isManagement: true, needs: [] },
  { name: 'services', to: '/services', isManagement: true, needs: ['manage-services'] },
  { name: 'duplicates', to: '/duplicates', isManagement: true, needs: ['merge-people'] },
  { name: 'instruments', to: '/instruments', isManagement: true, needs: ['manage-instruments'] },
  { name: 'stories', to: '/stories', isManagement: true, needs: ['moderate-stories'] },
  { name: 'walls', to: '/walls', isManagement: true, needs: ['read-walls'] },
  { name: 'system', to: '/system', isManagement: true, needs: ['read-system'] },
]

export const placesFor = (permissions: readonly Permission[]): readonly Place[] =>
  places.filter(
    ({ needs }) => needs.length === 0 || needs.some((need) => permissions.includes(need)),
  )

/** The bar of a phone has five places: two of work, what one takes in, search, and the rest. */
export const barPlaces = (permissions: readonly Permission[]): readonly Place[] => {
  const mine = placesFor(permissions)
  const canTake = permissions.includes('record-reports')
  return mine.slice(0, canTake ? 2 : 3)
}

/** Where a thing that was found is shown; null where it has no page of its own. */
export const addressOfHit = (kind: HitKind, id: string): string | null => {
  switch (kind) {
    case 'case':
      return `/cases/${id}`
    case 'report':
      return `/reports/${id}`
    case 'person':
      return `/people/${id}`
    case 'user':
      return `/users/${id}`
    case 'article':
      return `/law/articles/${id}`
    case 'agency':
      return `/agencies/${id}`
    case 'order':
      return `/orders/${id}`
    case 'place':
      return `/cases?place=${id}`
    case 'unit':
      return null
  }
}

const recordPath = /^\/(cases|people)\/([0-9a-f]{8}-[0-9a-f-]{27})(\/|$)/

/** The case or the person that a page is about, whichever of its pages it is. */
export const recordOfPath = (path: string): LookedAt | null => {
  const [, noun, id] = recordPath.exec(path) ?? []
  if (noun === undefined || id === undefined) return null
  return { kind: noun === 'cases' ? 'case' : 'person', id }
}
