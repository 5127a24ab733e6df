import type { Severity } from '#shared/cases/case-status.ts'
import { severities } from '#shared/cases/case-status.ts'
import type { CaseView, dispatchCase } from '#shared/cases/cases.contract.ts'
import type { BodyOf } from '#shared/http/endpoint.ts'
import { placeId, postId, unitId } from '#shared/ids.ts'
import type { ChosenPlace } from '../../parts/places/chosen-place.ts'
import { parseChosenPlace } from '../../parts/places/chosen-place.ts'

/** What the duty desk decides, as the form and its draft keep it. */
export const emptyDispatch = {
  unitId: '',
  handlerPostId: '',
  /** Of the suggestion taken; nothing when the unit was picked by hand. */
  neighbourhoodId: '',
  typeCode: '',
  severity: '',
  note: '',
  /** A ChosenPlace as JSON, or nothing: the place stays as it is. */
  place: '',
}
export type DispatchFields = typeof emptyDispatch

export const severityOf = (fields: DispatchFields): Severity | null =>
  severities.find((value) => value === fields.severity) ?? null

export const placeOf = ({ place }: DispatchFields): ChosenPlace | null => {
  if (place === '') return null
  try {
    return parseChosenPlace(JSON.parse(place))
  } catch {
    return null
  }
}

/** What is sent; null while something is missing. */
export const dispatchBody = (
  fields: DispatchFields,
  view: CaseView,
): BodyOf<typeof dispatchCase> | null => {
  const typeCode = fields.typeCode === '' ? (view.typeCode ?? '') : fields.typeCode
  if (fields.unitId === '' || typeCode === '') return null
  const severity = severityOf(fields)
  const place = placeOf(fields)
  return {
    unitId: unitId(fields.unitId),
    typeCode,
    note: fields.note.trim(),
    ...(fields.handlerPostId === '' ? {} : { handlerPostId: postId(fields.handlerPostId) }),
    ...(fields.neighbourhoodId === '' ? {} : { neighbourhoodId: placeId(fields.neighbourhoodId) }),
    ...(severity === null ? {} : { severity }),
    ...(place === null ? {} : { place: place.given }),
  }
}

/** An imported message of the past is only sorted in; nobody is sent out any more. */
export const dispatchWords = ({ status, isHistory }: CaseView): string =>
  isHistory ? '归类' : status === 'review' ? '派单' : '改派'
