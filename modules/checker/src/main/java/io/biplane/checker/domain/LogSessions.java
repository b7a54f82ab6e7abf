package io.biplane.checker.domain;

import io.biplane.checker.domain.LogOperation.Message;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each process may rely on in logs: what it polls goes on where it had stopped, what it sends
 * comes after what it had sent. Within one operation as from one to the next.
 */
final class LogSessions {
    /** A message known to be between two offsets, in words. */
    interface Between {
        Optional<String> find(Object key, long after, long before);
    }

    private final Report report;
    private final Between between;
    private final Map<Long, Session> sessions = new LinkedHashMap<>();

    /** Where a process stands in a log, and by which operation. */
    private record Position(long offset, LogOperation by) {}

    /** A process; mutable. */
    private static final class Session {
        private final Map<Object, Position> polled = new LinkedHashMap<>();
        private final Map<Object, Position> sent = new LinkedHashMap<>();
        private boolean isSubscribed;
    }

    LogSessions(Report report, Between between) {
        this.report = report;
        this.between = between;
    }

    /** Checks operations by invocation; those of a process follow one another. */
    void check(List<LogOperation> operations) {
        for (LogOperation operation : operations) {
            Session session = sessions.computeIfAbsent(
                    operation.operation().process(), process -> new Session());
            if (operation.assigns()) {
                assign(session, operation);
            } else if (operation.operation().isOk()) {
                operation.polls().forEach((key, all) -> poll(session, operation, key, all));
                operation.sends().forEach((key, all) -> send(session, operation, key, all));
            } else if (operation.isPolling()) {
                // Nobody knows how far it got.
                session.polled.clear();
            }
        }
    }

    private static void assign(Session session, LogOperation operation) {
        if (operation.operation().outcome() == EventType.FAIL) {
            return;
        }
        boolean isKnown = operation.operation().isOk();
        session.isSubscribed |= operation.operation().f().equals("subscribe");
        if (isKnown && operation.operation().f().equals("assign")) {
            session.isSubscribed = false;
        }
        Set<Object> kept = isKnown ? new LinkedHashSet<>(operation.keys()) : new LinkedHashSet<>();
        session.polled.keySet().retainAll(kept);
    }

    private void poll(Session session, LogOperation poll, Object key, List<Message> messages) {
        Optional<Position> before = Optional.ofNullable(session.polled.get(key));
        int step = -1;
        for (Message message : messages) {
            // Its keys may have changed hands since the last step.
            boolean isPassedOn = session.isSubscribed && message.step() != step;
            step = message.step();
            if (message.offset().isEmpty()) {
                before = Optional.empty();
                continue;
            }
            long offset = message.offset().get();
            if (before.isPresent() && !isPassedOn) {
                polled(before.get(), poll, key, offset);
            }
            before = Optional.of(new Position(offset, poll));
        }
        if (before.isPresent()) {
            session.polled.put(key, before.get());
        } else {
            session.polled.remove(key);
        }
    }

    private void polled(Position before, LogOperation poll, Object key, long offset) {
        String prefix = before.by == poll ? "int-" : "";
        if (offset <= before.offset) {
            broken(
                    report,
                    prefix + "nonmonotonic-poll",
                    key,
                    "offset " + offset + " after offset " + before.offset,
                    before.by,
                    poll);
            return;
        }
        between.find(key, before.offset, offset)
                .ifPresent(skipped -> broken(
                        report,
                        prefix + "poll-skip",
                        key,
                        "offset " + offset + " after offset " + before.offset + ", without "
                                + skipped,
                        before.by,
                        poll));
    }

    private void send(Session session, LogOperation send, Object key, List<Message> messages) {
        for (Message message : messages) {
            if (message.offset().isEmpty()) {
                continue;
            }
            long offset = message.offset().get();
            Position before = session.sent.get(key);
            if (before != null && offset <= before.offset) {
                broken(
                        report,
                        before.by == send ? "int-nonmonotonic-send" : "nonmonotonic-send",
                        key,
                        message.value() + " got offset " + offset + " after offset "
                                + before.offset,
                        before.by,
                        send);
            }
            session.sent.put(key, new Position(offset, send));
        }
    }

    static void broken(Report report, String kind, Object key, String what, LogOperation... by) {
        Set<Operation> operations = new LinkedHashSet<>();
        List<String> lines = new ArrayList<>();
        for (LogOperation operation : by) {
            if (operations.add(operation.operation())) {
                lines.add(operation.operation().describe());
            }
        }
        report.broken(
                kind,
                "key " + key,
                what + ":\n" + String.join("\n", lines),
                List.copyOf(operations));
    }
}
