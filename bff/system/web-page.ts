import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Serves the h5 build, when there is one, at the root of the same port as the API. */
export const serveWebPage = async (
  app: FastifyInstance,
  directory: string | undefined,
): Promise<void> => {
  if (directory === undefined) return
  await app.register(fastifyStatic, {
    root: directory,
    // Files carry their hash in their name, but for the page that names them.
    setHeaders: (reply, path) => {
      reply.header(
        'cache-control',
        path.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable',
      )
    },
  })
}
