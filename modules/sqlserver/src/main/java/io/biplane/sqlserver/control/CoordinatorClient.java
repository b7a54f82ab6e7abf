package io.biplane.sqlserver.control;

import akka.actor.typed.ActorRef;

import io.biplane.base.id.TenantId;
import io.biplane.base.invariant.Invariant;
import io.biplane.kernel.trace.TraceName;
import io.biplane.sql.exec.Promise;

import java.util.Optional;
import java.util.TreeMap;

/** An actor's {@link CoordinatorPort}: asks the node's coordinator by message, completes promises as answers come. */
public final class CoordinatorClient implements CoordinatorPort {
    private final TenantId tenant;
    private final ActorRef<Question> desk;
    private final ActorRef<Answer> answers;
    private final TreeMap<Long, Promise<Optional<String>>> pending = new TreeMap<>();
    private long lastId;

    /**
     * A question on its way.
     *
     * @param id the asker's number, echoed
     * @param tenant on whose behalf
     */
    @TraceName("operator.question")
    public record Question(long id, TenantId tenant, Request request, ActorRef<Answer> replyTo) {}

    /**
     * The answer.
     *
     * @param refusal why not; empty when done
     */
    @TraceName("operator.answer")
    public record Answer(long id, Optional<String> refusal) {}

    /**
     * @param answers reference to the owning actor that brings answers to {@link #onAnswer}
     */
    public CoordinatorClient(TenantId tenant, ActorRef<Question> desk, ActorRef<Answer> answers) {
        this.tenant = tenant;
        this.desk = desk;
        this.answers = answers;
    }

    @Override
    public Promise<Optional<String>> ask(Request request) {
        long id = ++lastId;
        Promise<Optional<String>> promise = Promise.pending();
        pending.put(id, promise);
        desk.tell(new Question(id, tenant, request, answers));
        return promise;
    }

    /** Completes what waits for the answer. */
    public void onAnswer(Answer answer) {
        Promise<Optional<String>> promise = pending.remove(answer.id());
        Invariant.check(promise != null, () -> "question " + answer.id() + " answered twice");
        promise.complete(answer.refusal());
    }
}
