/**
 * An example for readers: somebody's own event-sourced actor, kept in files by the plugins. Shown in
 * docs/persistence-plugins.md, which says how to run it.
 *
 * <p>Entry type: {@code GuestBook}, of which three lines of configuration know the plugins.
 *
 * <p>Left out: serializers, because its events and states are texts, for which Akka has one.
 *
 * <p>Invariants: the page shows the same text; a test compares them.
 *
 * <p>Thread and time: an ordinary actor system's, with Akka's own dispatchers; nothing is simulated.
 */
package io.biplane.storage.example;
