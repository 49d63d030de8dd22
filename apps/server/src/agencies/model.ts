import type { Agency, AgencyRow, Unit } from '@umai/contract'

type Names = Readonly<{ name_kk: string; name_ru: string; name_en: string }>
type Place = Readonly<{
  place_kato: string
  place_kk: string
  place_ru: string
  place_en: string
}>

const nameOf = (row: Names) => ({ kk: row.name_kk, ru: row.name_ru, en: row.name_en })
const placeOf = (row: Place) => ({
  kato: row.place_kato,
  name: { kk: row.place_kk, ru: row.place_ru, en: row.place_en },
})

export const toAgencyRow = (
  row: Names & Place & Readonly<{ id: string; kind: AgencyRow['kind']; units: number | null }>,
  ownAgencyId: string,
): AgencyRow => ({
  id: row.id,
  kind: row.kind,
  name: nameOf(row),
  place: placeOf(row),
  units: Number(row.units ?? 0),
  isOwn: row.id === ownAgencyId,
})

export const toUnit = (
  row: Names &
    Place &
    Readonly<{
      id: string
      parent_id: string | null
      closed_at: string | null
      people: number | null
    }>,
): Unit => ({
  id: row.id,
  name: nameOf(row),
  parentId: row.parent_id,
  place: placeOf(row),
  people: Number(row.people ?? 0),
  closedAt: row.closed_at,
})

export const toAgency = (
  row: Names & Place & Readonly<{ id: string; kind: Agency['kind'] }>,
  units: readonly Unit[],
  viewer: {
    readonly agencyId: string
    readonly managesUnits: boolean
    readonly managesAgencies: boolean
  },
): Agency => ({
  id: row.id,
  kind: row.kind,
  name: nameOf(row),
  place: placeOf(row),
  isOwn: row.id === viewer.agencyId,
  mayManageUnits: viewer.managesUnits && row.id === viewer.agencyId,
  mayEdit: viewer.managesAgencies,
  units: [...units],
})

type Placed = Readonly<{
  id: string
  agencyId: string
  path: readonly string[]
  closedAt: string | null
}>

/** A unit stands below an open unit of its own agency that is not below it. */
export const isParentFit = (
  unit: { readonly id: string | null; readonly agencyId: string },
  parent: Placed | undefined,
): boolean =>
  parent !== undefined &&
  parent.agencyId === unit.agencyId &&
  parent.closedAt === null &&
  (unit.id === null || !parent.path.includes(unit.id))
