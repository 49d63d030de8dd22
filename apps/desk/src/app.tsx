import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { GalleryPage } from './gallery/pages/gallery.tsx'
import { theme } from './theme/theme.ts'
import { LanguageProvider } from './ui/language/language.tsx'

const colorSchemeManager = localStorageColorSchemeManager({ key: 'umai-scheme' })

export const App = () => (
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    colorSchemeManager={colorSchemeManager}
    withCssVariables={false}
    withGlobalClasses={false}
  >
    <LanguageProvider>
      <main>
        <GalleryPage />
      </main>
    </LanguageProvider>
  </MantineProvider>
)
