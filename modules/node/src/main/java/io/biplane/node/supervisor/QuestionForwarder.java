package io.biplane.node.supervisor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

import io.biplane.sqlserver.control.CoordinatorClient;

/**
 * Carries sessions' questions to the coordinator. It exists so that what a session holds leads to one kind of message only,
 * and not to what peers ask of each other.
 */
final class QuestionForwarder {
    private QuestionForwarder() {}

    static Behavior<CoordinatorClient.Question> create(
            ActorRef<ControlPlaneCoordinator.Command> coordinator) {
        return Behaviors.receiveMessage(question -> {
            coordinator.tell(new ControlPlaneCoordinator.FromStatement(question));
            return Behaviors.same();
        });
    }
}
