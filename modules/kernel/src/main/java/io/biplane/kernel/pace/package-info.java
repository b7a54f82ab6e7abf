/**
 * Virtual time in step with real time, for demonstrations: speed, pause, single step.
 *
 * <p>Entry type: {@code Pacer}; {@code WallClock} is the kernel's only port to real time.
 *
 * <p>Invariant: pacing never changes what happens in a run, only when one sees it. Thread: {@code
 * runUntil} on the simulation's thread,
 * the controls on any.
 */
package io.biplane.kernel.pace;
