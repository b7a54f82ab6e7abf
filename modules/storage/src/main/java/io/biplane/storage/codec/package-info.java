/**
 * Bytes: a writer, a reader, and objects in the form Akka's serialization gives them.
 *
 * <p>Entry types: {@link io.biplane.storage.codec.ByteWriter}, {@link io.biplane.storage.codec.PayloadSerializer}.
 *
 * <p>Left out: formats. Each store writes its own with these; serializers for events belong to the modules that own the events.
 *
 * <p>Invariants: numbers are big-endian, arrays and texts carry their length in front; what is read back is a new object, so that
 * neither side can change the other's.
 *
 * <p>Thread and time: a writer belongs to one thread; no time.
 *
 * <p>Sources: Akka 2.8 reference, "Serialization".
 */
package io.biplane.storage.codec;
