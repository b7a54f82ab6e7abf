package io.biplane.storage.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import akka.serialization.SerializerWithStringManifest;

import java.io.IOException;

/** Serializes the tests' events; refuses those that say so, in the two ways serializers refuse. */
public final class TextEventSerializer extends SerializerWithStringManifest {
    @Override
    public int identifier() {
        return 990_001;
    }

    @Override
    public String manifest(Object object) {
        return "T";
    }

    @Override
    public byte[] toBinary(Object object) {
        String text = ((TextEvent) object).text();
        if (text.equals("unfit")) {
            throw new IllegalArgumentException("this event cannot be serialized");
        }
        if (text.equals("undeclared")) {
            throwUndeclared(new IOException("no property of this event can be written"));
        }
        return text.getBytes(UTF_8);
    }

    /** What a serializer in Scala does without a word in its signature. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwUndeclared(Throwable refusal) throws E {
        throw (E) refusal;
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return new TextEvent(new String(bytes, UTF_8));
    }
}
