package io.biplane.storage.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import akka.serialization.SerializerWithStringManifest;

/** Serializes the tests' events; refuses the one that says so. */
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
        return text.getBytes(UTF_8);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        return new TextEvent(new String(bytes, UTF_8));
    }
}
