/**
 * Executes scenarios: builds the simulated world, drives the timeline, measures, judges.
 *
 * <p>Entry type: {@link io.biplane.testbed.runner.BiplaneEngine}, found as a service. One {@code VariantRun} is one variant: it builds a
 * simulation with the cluster's nodes, a load balancer and one machine of clients a load; boots; makes the tables; calls that moment
 * zero; lets the timeline and the loads go on until the horizon; heals what is broken and reads the final state back; and turns
 * samples, history and trace into a result.
 *
 * <p>The runner acts from outside: through the machines (kill, power), the network's rules, administrators' SQL and the cluster's own
 * admin calls. It never reaches into actors. Everything happens on the calling thread, in virtual time; wall-clock time is not
 * read here.
 *
 * <p>Left out: showing results (packages {@code console}, {@code report}).
 *
 * <p>Decisions: docs/decisions/0007, docs/decisions/0056, docs/decisions/0073.
 */
package io.biplane.testbed.runner;
