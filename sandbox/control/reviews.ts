import type { World } from '../../mocks/core/world.ts'
import { refuse } from './errors.ts'
import type { ControlHandlers } from './host.ts'
import { missing } from './traces.ts'

/** A review outlives its trace: a human's work is not dropped to save room. */
export const reviewHandlers = (world: () => World): Pick<ControlHandlers, 'reviewTrace' | 'deleteReview'> => ({
  async reviewTrace({ path, body }, { clock, tables }) {
    if (!world().traces.summary(path.id)) return refuse(404, missing(path.id, world()))
    const known = await tables.reviews.get(path.id)
    const review = { trace_id: path.id, ...body, updated_at: clock.stamp() }
    return { status: 200, body: known ? await tables.reviews.update(known, review) : await tables.reviews.insert(review) }
  },

  async deleteReview({ path }, { tables }) {
    const known = await tables.reviews.get(path.id)
    if (!known) return refuse(404, `Trace ${path.id} has no review.`)
    await tables.reviews.remove(known)
    return { status: 204 }
  },
})
