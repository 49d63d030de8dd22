// The desk is the only part that is built. Everything it loads comes from its own address; the
// built page holds no inline script or style, so that a strict content security policy fits.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// A Kazakh word mixes letters of both Cyrillic files: without both from the start it changes face
// in the middle of the word when the second one arrives.
const preloadedFonts = /golos-text-cyrillic(-ext)?-wght-normal-.*\.woff2$/

const preloadFonts: Plugin = {
  name: 'preload-fonts',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => preloadedFonts.test(file))
        .sort()
        .map((file) => ({
          tag: 'link',
          attrs: {
            rel: 'preload',
            href: `/${file}`,
            as: 'font',
            type: 'font/woff2',
            crossorigin: true,
          },
          injectTo: 'head' as const,
        })),
  },
}

export default defineConfig({
  plugins: [react(), preloadFonts],
  // Shapes are checked by the server; the desk carries none of them.
  resolve: { alias: { typebox: fileURLToPath(new URL('./shapes.ts', import.meta.url)) } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8600', '/health': 'http://127.0.0.1:8600' } },
})
