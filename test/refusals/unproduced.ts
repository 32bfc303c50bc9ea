/**
 * Documented refusals that no test can bring about by their real cause, with the reason. At most a quarter of all, and each of them
 * has to go from here when a test produces it.
 */
export const unproduced: Record<string, string> = {}
