package io.biplane.storage.codec;

import akka.actor.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;

/** Turns events and snapshots into bytes and back with the serializers an actor system is configured with. */
public final class PayloadSerializer {
    private final Serialization serialization;

    public PayloadSerializer(ActorSystem system) {
        this.serialization = SerializationExtension.get(system);
    }

    /**
     * The bytes of {@code payload}.
     *
     * @throws RuntimeException when there is no serializer for it, or it refuses
     */
    public SerializedPayload write(Object payload) {
        Serializer serializer = serialization.findSerializerFor(payload);
        byte[] bytes = serialization.serialize(payload).get();
        if (bytes == payload) {
            bytes = bytes.clone(); // Akka hands byte arrays through; the caller may go on
            // changing its own
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
