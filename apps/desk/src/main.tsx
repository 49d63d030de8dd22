import './theme/layers.css'
import '@mantine/core/styles.layer.css'
import '@fontsource-variable/golos-text/wght.css'
import '@fontsource-variable/literata/wght.css'
import './theme/tokens.css'
import './theme/mantine.css'
import './theme/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root to draw the desk into')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
