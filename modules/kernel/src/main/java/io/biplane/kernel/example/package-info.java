/**
 * An example for readers: somebody's own service, simulated. Run it with
 * {@code mvn -q -pl modules/kernel test -Dtest=PingPongPartitionTest} or by its {@code main}.
 *
 * <p>Entry type: {@code PingPongPartition}, at most forty lines, of which a dozen know the kernel.
 * Its actors are plain Akka Typed:
 * the reference in a message leads to another host without their knowing.
 *
 * <p>Thread and time: everything runs on the thread that runs the simulation, in its virtual time.
 */
package io.biplane.kernel.example;
