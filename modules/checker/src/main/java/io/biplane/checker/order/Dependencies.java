package io.biplane.checker.order;

import io.biplane.checker.cycle.Graph;

/**
 * What is known for sure.
 *
 * @param graph dependencies; transactions first, then helpers, each of them reached by edges of one
 *     kind only
 * @param transactions how many there are
 * @param antiDependency the kind of anti-dependencies; all other kinds are alike, and none is above 16
 * @param overwrite the kind of what leads from one version's writer to a later version's
 * @param urgency by transaction: what to run first where nothing else says so, the smallest first
 */
public record Dependencies(
        Graph graph, int transactions, int antiDependency, int overwrite, long[] urgency) {}
