package io.biplane.checker.domain;

import io.biplane.checker.domain.LogOperation.Message;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Operation;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.verdict.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Logs of messages as Kafka has them, each key one: {@code send}, {@code poll} or {@code txn} with a
 * list of {@code ["send", k, v]}, answered by {@code ["send", k, [offset, v]]}, and {@code
 * ["poll"]}, answered by {@code ["poll", {k: [[offset, v], …]}]}; {@code assign} and {@code
 * subscribe} with the keys that the process polls from then on. Each message of a key is sent once.
 *
 * <p>The order of a log is that of all offsets that acknowledged sends or polls tell; gaps in it are
 * no fault, since transactions leave some. Source of the faults and their names: Jepsen's workload
 * {@code kafka}. As there, gaps between the sends of a transaction are no fault, and what a process
 * polls that has subscribed may jump, since its keys change hands when nobody sees it; cycles of
 * transactions are not looked for. Takes time that grows with the length of the history, times the
 * logarithm of a log's.
 */
public final class KafkaChecker {
    private final Report report = new Report("kafka");
    private final List<LogOperation> operations = new ArrayList<>();
    /** By key, in the order in which they are first met. */
    private final Map<Object, Log> logs = new LinkedHashMap<>();

    private long sends;
    private long polled;

    private KafkaChecker() {}

    /** What is known of a key; mutable while it is collected. */
    private static final class Log {
        private final Map<Object, LogOperation> senders = new LinkedHashMap<>();
        /** By offset the messages seen there, the first that told each. */
        private final TreeMap<Long, Map<Object, LogOperation>> offsets = new TreeMap<>();
        /** By message the offsets at which it was seen. */
        private final Map<Object, Set<Long>> places = new LinkedHashMap<>();
        /** By message the first poll that gave it. */
        private final Map<Object, LogOperation> readers = new LinkedHashMap<>();

        private long highest = -1;
        private Optional<LogOperation> highestBy = Optional.empty();

        void place(Message message, LogOperation by) {
            message.offset().ifPresent(offset -> {
                offsets.computeIfAbsent(offset, at -> new LinkedHashMap<>())
                        .putIfAbsent(message.value(), by);
                places.computeIfAbsent(message.value(), name -> new LinkedHashSet<>())
                        .add(offset);
            });
        }
    }

    /** Checks the log operations of a history; others are left alone. */
    public static Verdict check(List<Operation> history) {
        return new KafkaChecker().run(history);
    }

    private Verdict run(List<Operation> history) {
        try {
            for (Operation operation : history) {
                LogOperation.parse(operation).ifPresent(operations::add);
            }
        } catch (ModelMismatchException e) {
            report.undecided(e.getMessage());
            return report.verdict("messages");
        }
        operations.forEach(this::collectSends);
        operations.forEach(this::collectPolls);
        operations.forEach(this::checkOrigins);
        logs.forEach(this::checkOffsets);
        logs.forEach(this::checkLost);
        new LogSessions(report, this::skipped).check(operations);
        long unseen = unseen();
        report.fact("messages_acknowledged", sends);
        report.fact("messages_polled", polled);
        report.fact("messages_acknowledged_unseen", unseen);
        if (sends > 0 && unseen == sends) {
            report.undecided("no acknowledged message was ever polled");
        }
        return report.verdict("messages");
    }

    private Log log(Object key) {
        return logs.computeIfAbsent(key, name -> new Log());
    }

    private void collectSends(LogOperation sender) {
        sender.sends().forEach((key, messages) -> {
            for (Message message : messages) {
                LogOperation other = log(key).senders.putIfAbsent(message.value(), sender);
                if (other != null) {
                    report.undecided("key " + key + " was sent " + message.value() + " twice, by "
                            + other.operation().describe() + " and by "
                            + sender.operation().describe() + ": each message must be sent once");
                }
                if (sender.operation().isOk()) {
                    report.judged();
                    sends++;
                    log(key).place(message, sender);
                }
            }
        });
    }

    private void collectPolls(LogOperation poll) {
        poll.polls().forEach((key, messages) -> {
            Log log = log(key);
            for (Message message : messages) {
                polled++;
                log.place(message, poll);
                log.readers.putIfAbsent(message.value(), poll);
                long offset = message.offset().orElse(-1L);
                if (offset > log.highest) {
                    log.highest = offset;
                    log.highestBy = Optional.of(poll);
                }
            }
        });
    }

    /** Polls of what nobody sent, or not yet, or not for good. */
    private void checkOrigins(LogOperation poll) {
        poll.polls().forEach((key, messages) -> {
            for (Message message : messages) {
                report.judged();
                Optional<LogOperation> sender =
                        Optional.ofNullable(log(key).senders.get(message.value()));
                if (sender.isEmpty() || poll.operation().isBefore(sender.get().operation())) {
                    broken("unwritten-poll", key, message + " had not been sent by then", poll);
                } else if (sender.get() == poll) {
                    broken(
                            "precommitted-read",
                            key,
                            message + " is its own, not committed yet",
                            poll);
                } else if (sender.get().operation().outcome() == EventType.FAIL) {
                    broken("G1a", key, message + " was sent by what failed", sender.get(), poll);
                }
            }
        });
    }

    /** Offsets with several messages, messages at several offsets. */
    private void checkOffsets(Object key, Log log) {
        log.offsets.forEach((offset, messages) -> {
            if (messages.size() > 1) {
                broken(
                        "inconsistent-offsets",
                        key,
                        "offset " + offset + " has the messages " + List.copyOf(messages.keySet()),
                        messages.values().toArray(LogOperation[]::new));
            }
        });
        log.places.forEach((message, offsets) -> {
            if (offsets.size() > 1) {
                LogOperation[] tellers = offsets.stream()
                        .map(offset -> log.offsets.get(offset).get(message))
                        .toArray(LogOperation[]::new);
                broken(
                        "duplicate",
                        key,
                        message + " is at the offsets " + List.copyOf(offsets),
                        tellers);
            }
        });
    }

    /**
     * Messages that nobody polled, though a later one was: only of acknowledged ones is it known, but
     * for polls, where they are.
     */
    private void checkLost(Object key, Log log) {
        log.senders.forEach((message, sender) -> {
            Set<Long> offsets = log.places.getOrDefault(message, new LinkedHashSet<>());
            boolean wasPassed = offsets.stream().anyMatch(offset -> offset < log.highest);
            if (wasPassed && !log.readers.containsKey(message)) {
                broken(
                        "lost-write",
                        key,
                        message + " at offset " + offsets.iterator().next()
                                + " was polled by nobody, though offset " + log.highest + " was",
                        sender,
                        log.highestBy.orElseThrow());
            }
        });
    }

    private long unseen() {
        long unseen = 0;
        for (Log log : logs.values()) {
            for (Map.Entry<Object, LogOperation> sent : log.senders.entrySet()) {
                boolean isOk = sent.getValue().operation().isOk();
                unseen += isOk && !log.readers.containsKey(sent.getKey()) ? 1 : 0;
            }
        }
        return unseen;
    }

    /** A message known to be between two offsets of a key. */
    private Optional<String> skipped(Object key, long after, long before) {
        Map.Entry<Long, Map<Object, LogOperation>> next = log(key).offsets.higherEntry(after);
        return next == null || next.getKey() >= before
                ? Optional.empty()
                : Optional.of(
                        next.getValue().keySet().iterator().next() + " at offset " + next.getKey());
    }

    private void broken(String kind, Object key, String what, LogOperation... by) {
        LogSessions.broken(report, kind, key, what, by);
    }
}
