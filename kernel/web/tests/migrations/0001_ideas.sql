create table ideas (
    id {id} primary key,
    author text not null,
    body text not null,
    sent {ts} not null
) {strict};
