// Writes the published JSON Schema of linkage settings from the schema that the package checks with.
import { writeFileSync } from 'node:fs'
import { Settings } from '../packages/linkage/src/settings/settings.ts'

writeFileSync(
  new URL('../packages/linkage/settings.schema.json', import.meta.url),
  `${JSON.stringify(Settings, null, 2)}\n`,
)
