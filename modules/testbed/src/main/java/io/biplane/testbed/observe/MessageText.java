package io.biplane.testbed.observe;

import akka.actor.typed.ActorRef;
import akka.actor.typed.internal.AdaptMessage;

import io.biplane.kernel.trace.TraceNames;
import io.biplane.testbed.detail.Message;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Any message on one line, the same in every JVM: no identity hash, no uid of an actor, no order of a hash table. Records are
 * written with their components; a type with a text of its own keeps that.
 */
public final class MessageText {
    private static final int DEPTH_MAX = 7;
    private static final int ITEMS_MAX = 4;
    private static final int WORD_MAX = 60;
    private static final int LINE_MAX = 360;

    /** How records are written, looked up once a class. */
    private static final ClassValue<RecordForm> FORMS = new ClassValue<>() {
        @Override
        protected RecordForm computeValue(Class<?> type) {
            return new RecordForm(type);
        }
    };

    private final StringBuilder line = new StringBuilder(128);

    /** What is known of a record's class. Shared by threads that all find out the same. */
    private static final class RecordForm {
        private final String kind;
        private final List<String> names = new ArrayList<>();
        private final List<Method> accessors = new ArrayList<>();
        /** How the compiler's text begins. */
        private final String compiled;
        /** Whether the class has a text of its own; empty before a first instance was seen. */
        private volatile Optional<Boolean> ownText = Optional.empty();

        RecordForm(Class<?> type) {
            for (RecordComponent component : type.getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                names.add(component.getName());
                accessors.add(component.getAccessor());
            }
            this.kind = nameOf(type);
            this.compiled = type.getSimpleName() + "[" + (names.isEmpty() ? "" : names.get(0));
        }

        boolean hasOwnText(Record example) {
            if (ownText.isEmpty()) {
                ownText = Optional.of(!example.toString().startsWith(compiled));
            }
            return ownText.get();
        }

        Object read(int index, Record record) {
            try {
                return accessors.get(index).invoke(record);
            } catch (IllegalAccessException | InvocationTargetException unreadable) {
                return "?";
            }
        }
    }

    private MessageText() {}

    /** The message's content, cut where it is long. */
    public static String of(Object message) {
        MessageText text = new MessageText();
        text.value(content(message), 0);
        return text.line.length() <= LINE_MAX
                ? text.line.toString()
                : text.line.substring(0, LINE_MAX - 1) + "…";
    }

    /** The message's name in traces: {@code replica.execute}. */
    public static String kind(Object message) {
        return nameOf(content(message).getClass());
    }

    /** The name in traces, or of a class without one its own with the type it is nested in. */
    private static String nameOf(Class<?> type) {
        String name = TraceNames.of(type);
        if (name.contains("$$Lambda")) {
            return "a function";
        }
        return name.equals(type.getName())
                ? name.substring(name.lastIndexOf('.') + 1).replace('$', '.')
                : name;
    }

    /** Which conversation a message belongs to, told by the protocol in its name. */
    public static Message.Layer layer(Object message) {
        Class<?> type = content(message).getClass();
        String name = TraceNames.of(type);
        if (name.equals(type.getName())) {
            return name.startsWith("akka.") ? Message.Layer.CONNECTION : Message.Layer.KV;
        }
        return switch (name.substring(0, name.indexOf('.'))) {
            case "transport", "packet", "example" -> Message.Layer.CONNECTION;
            case "session", "connect", "health", "client", "client-connection", "load-balancer" ->
                Message.Layer.SQL;
            case "raft" -> Message.Layer.RAFT;
            case "liveness",
                    "store-liveness",
                    "clock",
                    "flow",
                    "flow-server",
                    "flow-worker",
                    "node",
                    "supervisor",
                    "operator",
                    "control",
                    "control-watch",
                    "control-coordinator",
                    "control-peer",
                    "admin-statement",
                    "tenant-server",
                    "virtual-clusters" -> Message.Layer.NODES;
            default -> Message.Layer.KV;
        };
    }

    /** What a message is about: answers travel wrapped until the actor takes them. */
    private static Object content(Object message) {
        return message instanceof AdaptMessage<?, ?> adapt ? adapt.message() : message;
    }

    private void value(Object value, int depth) {
        if (line.length() > LINE_MAX) {
            return;
        }
        if (value == null) {
            line.append('-');
        } else if (value instanceof Optional<?> optional) {
            value(optional.orElse(null), depth);
        } else if (value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof CharSequence
                || value.getClass().getName().startsWith("java.time.")) {
            word(value.toString());
        } else if (value instanceof byte[] bytes) {
            line.append(bytes.length).append(" bytes");
        } else if (value instanceof ActorRef<?> actor) {
            line.append(actor.path().toStringWithoutAddress());
        } else if (value instanceof akka.actor.ActorRef actor) {
            line.append(actor.path().toStringWithoutAddress());
        } else if (value instanceof Collection<?> items) {
            collection(items, depth);
        } else if (value instanceof Map<?, ?> map) {
            collection(hasOrder(map) ? map.entrySet() : map.keySet(), depth);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            value(entry.getKey(), depth + 1);
            line.append('=');
            value(entry.getValue(), depth + 1);
        } else if (value instanceof Record record) {
            record(record, depth);
        } else if (hasOwnText(value)) {
            word(value.toString());
        } else {
            line.append(kind(value));
        }
    }

    private void collection(Collection<?> items, int depth) {
        boolean ordered = items instanceof List<?>
                || items instanceof SortedSet<?>
                || items instanceof LinkedHashSet<?>
                || !items.isEmpty() && items.iterator().next() instanceof Map.Entry<?, ?>;
        if (!ordered || depth >= DEPTH_MAX) {
            line.append('[').append(items.size()).append(']');
            return;
        }
        line.append('[');
        int written = 0;
        for (Object item : items) {
            if (written == ITEMS_MAX) {
                line.append(", ").append(items.size() - written).append(" more");
                break;
            }
            line.append(written == 0 ? "" : ", ");
            value(item, depth + 1);
            written++;
        }
        line.append(']');
    }

    private static boolean hasOrder(Map<?, ?> map) {
        return map instanceof SortedMap<?, ?> || map instanceof LinkedHashMap<?, ?>;
    }

    /** A record's own text where its class has written one; else its components. */
    private void record(Record record, int depth) {
        RecordForm form = FORMS.get(record.getClass());
        if (form.hasOwnText(record)) {
            word(record.toString());
            return;
        }
        line.append(form.kind);
        if (form.names.isEmpty()) {
            return;
        }
        if (depth >= DEPTH_MAX) {
            line.append("(…)");
            return;
        }
        line.append('(');
        for (int i = 0; i < form.names.size(); i++) {
            line.append(i == 0 ? "" : ", ").append(form.names.get(i)).append('=');
            value(form.read(i, record), depth + 1);
        }
        line.append(')');
    }

    /** Whether a class of ours has written a text; others may print an identity. */
    private static boolean hasOwnText(Object value) {
        try {
            Class<?> writer = value.getClass().getMethod("toString").getDeclaringClass();
            return writer.getName().startsWith("io.biplane.");
        } catch (NoSuchMethodException impossible) {
            return false;
        }
    }

    private void word(String text) {
        String flat = text.replace('\n', ' ');
        line.append(flat.length() <= WORD_MAX ? flat : flat.substring(0, WORD_MAX - 1) + "…");
    }
}
