package io.biplane.checker.history;

import java.util.ArrayList;
import java.util.List;

/** Operations of a whole history, and what is known of them earlier. */
public final class Operations {
    private Operations() {}

    /**
     * The operations of a history held as events; see {@link Pairing} for one that is read.
     *
     * @throws HistoryFormatException as {@link Pairing} does; the line is the event's index plus one
     */
    public static List<Operation> pair(List<Event> events) throws HistoryFormatException {
        Pairing pairing = new Pairing();
        for (Event event : events) {
            pairing.accept(event, event.index() + 1);
        }
        return pairing.operations();
    }

    /**
     * What was known when the event with index {@code end} had happened: operations invoked later
     * are gone, those that returned later are of unknown outcome.
     */
    public static List<Operation> prefix(List<Operation> operations, long end) {
        List<Operation> prefix = new ArrayList<>();
        for (Operation operation : operations) {
            Operation.Span span = operation.span();
            if (span.invokeIndex() > end) {
                continue;
            }
            boolean isOpen = operation.outcome() != EventType.INFO && span.returnIndex() > end;
            prefix.add(isOpen ? operation.forgotten() : operation);
        }
        return prefix;
    }
}
