package io.biplane.storage.codec;

import akka.actor.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;

import scala.util.Try;

import java.io.NotSerializableException;

/** Turns events and snapshots into bytes and back with the serializers an actor system is configured with. */
public final class PayloadSerializer {
    private final Serialization serialization;

    public PayloadSerializer(ActorSystem system) {
        this.serialization = SerializationExtension.get(system);
    }

    /**
     * The bytes of {@code payload}.
     *
     * @throws NotSerializableException when there is no serializer for it, or it refuses, whatever it throws to say so: a serializer
     *     written in Scala, or one over Jackson, may throw what its signature does not declare
     */
    public SerializedPayload write(Object payload) throws NotSerializableException {
        Try<SerializedPayload> written = Try.apply(() -> bytesOf(payload));
        if (written.isSuccess()) {
            return written.get();
        }
        Throwable refusal = written.failed().get();
        if (refusal instanceof NotSerializableException known) {
            throw known;
        }
        NotSerializableException wrapped = new NotSerializableException(
                payload.getClass().getName() + ": " + refusal.getMessage());
        wrapped.initCause(refusal);
        throw wrapped;
    }

    private SerializedPayload bytesOf(Object payload) {
        Serializer serializer = serialization.findSerializerFor(payload);
        byte[] bytes = serialization.serialize(payload).get();
        if (bytes == payload) {
            // Akka hands byte arrays through; the caller may go on changing its own
            bytes = bytes.clone();
        }
        return new SerializedPayload(
                serializer.identifier(), Serializers.manifestFor(serializer, payload), bytes);
    }

    /** A new object of what {@link #write} made. */
    public Object read(SerializedPayload payload) {
        byte[] bytes = payload.bytes();
        Object read = serialization
                .deserialize(bytes, payload.serializerId(), payload.manifest())
                .get();
        return read == bytes ? bytes.clone() : read;
    }
}
