import { endpoint } from '../http/endpoint.ts'
import { Day, object } from '../http/fields.ts'
import { elderParams } from './care.contract.ts'

const exportQuery = object({
  from: Day,
  /** Last day; at most 31 days, both counted. */
  to: Day,
})

export const exportReadingsCsv = endpoint({
  kind: 'download',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/readings.csv',
  access: 'signed-in',
  perMinute: 6,
  summary: 'The readings that I may view, one a row, as a CSV that Excel opens; audited',
  params: elderParams,
  query: exportQuery,
  contentTypes: ['text/csv'],
  errors: ['unknown_elder', 'export_days'],
})

/** HL7 FHIR R4: a Bundle of Observations with LOINC and UCUM. */
export const exportReadingsFhir = endpoint({
  kind: 'download',
  method: 'GET',
  path: '/subdistricts/:subdistrictId/care/elders/:personId/readings.fhir.json',
  access: 'signed-in',
  perMinute: 6,
  summary: 'The same for a doctor: a FHIR R4 Bundle of Observations; audited',
  params: elderParams,
  query: exportQuery,
  contentTypes: ['application/fhir+json'],
  errors: ['unknown_elder', 'export_days'],
})
