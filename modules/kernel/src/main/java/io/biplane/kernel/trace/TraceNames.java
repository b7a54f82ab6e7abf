package io.biplane.kernel.trace;

/** The names of kinds of messages in traces. */
public final class TraceNames {
    private TraceNames() {}

    /**
     * The name a kind was given by {@link TraceName}; for a kind without one its class's name as far as it is the same in every JVM: hidden classes
     * and lambdas carry a running number, which is cut off.
     */
    public static String of(Class<?> type) {
        TraceName given = type.getAnnotation(TraceName.class);
        return given != null ? given.value() : stable(type.getName());
    }

    private static String stable(String name) {
        int lambda = name.indexOf("$$Lambda");
        if (lambda >= 0) {
            return name.substring(0, lambda) + "$$Lambda";
        }
        int hidden = name.indexOf('/');
        return hidden >= 0 ? name.substring(0, hidden) : name;
    }
}
