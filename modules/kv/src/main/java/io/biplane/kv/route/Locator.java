package io.biplane.kv.route;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Questions about who serves spans, while some of their ranges are not known yet. Pure. */
final class Locator {
    /** One question: what is left to place, and what has been. */
    private static final class Question {
        private final ArrayDeque<Span> left;
        private final long giveUpAtNanos;
        private final List<KvClient.Place> places = new ArrayList<>();

        Question(List<Span> spans, long giveUpAtNanos) {
            this.left = new ArrayDeque<>(spans);
            this.giveUpAtNanos = giveUpAtNanos;
        }
    }

    private final TreeMap<Long, Question> questions = new TreeMap<>();

    void add(long id, List<Span> spans, long giveUpAtNanos) {
        questions.put(id, new Question(spans, giveUpAtNanos));
    }

    boolean isOpen(long id) {
        return questions.containsKey(id);
    }

    /** Places what the cache knows, up to the first key whose range it does not know. */
    Optional<Key> advance(long id, RangeCache cache) {
        Question question = questions.get(id);
        while (!question.left.isEmpty()) {
            Span span = question.left.peekFirst();
            Optional<RangeCache.Entry> entry = cache.find(span.start());
            if (entry.isEmpty()) {
                return Optional.of(span.start());
            }
            question.left.pollFirst();
            Key rangeEnd = entry.get().descriptor().span().end();
            boolean isWithin = span.end().compareTo(rangeEnd) <= 0;
            Span piece = isWithin ? span : new Span(span.start(), rangeEnd);
            question.places.add(new KvClient.Place(piece, entry.get().leaseholder()));
            if (!isWithin) {
                question.left.addFirst(new Span(rangeEnd, span.end()));
            }
        }
        return Optional.empty();
    }

    /** What is left is served by nobody known. */
    void giveUp(long id) {
        Question question = questions.get(id);
        while (!question.left.isEmpty()) {
            question.places.add(new KvClient.Place(question.left.pollFirst(), Optional.empty()));
        }
    }

    /** Ends a question that has nothing left. */
    List<KvClient.Place> end(long id) {
        return List.copyOf(questions.remove(id).places);
    }

    /** Questions that have waited long enough, oldest first. */
    List<Long> due(long nowNanos) {
        List<Long> due = new ArrayList<>();
        questions.forEach((id, question) -> {
            if (question.giveUpAtNanos <= nowNanos) {
                due.add(id);
            }
        });
        return due;
    }

    /** When the oldest question has waited long enough; {@link Long#MAX_VALUE} without one. */
    long nextDeadlineNanos() {
        return questions.isEmpty()
                ? Long.MAX_VALUE
                : questions.firstEntry().getValue().giveUpAtNanos;
    }
}
