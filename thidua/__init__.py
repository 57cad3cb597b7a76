"""Thi Đua: the emulation year of a cluster (cụm thi đua), from launch to handover.

The rooms, from the top floor to the ground; a room imports only from floors below it:

    config      the roof: settings, addresses, the server
    samples     the reference record and the fictitious cluster, loaded through the rooms' own actions
    timeline    the year at a glance: steps, whose turn, what is asked of me       (read this first)
    story       the telling of the year: gathers its facts, drafts the article
    handover    bàn giao: head to head, deputy to deputy
    results     xếp hạng, đề nghị khen thưởng
    conference  hội nghị: programme, delegations, attendance, recommendations, minutes
    ballots | scoring | news    bỏ phiếu · chấm điểm · tin bài (they do not know each other)
    reports     báo cáo kết quả, minh chứng
    targets     đăng ký, chỉ tiêu, giao ước
    rulebook    bảng tiêu chí
    paperwork   văn bản
    season      phong trào, phát động, thời hạn
    members     cụm, đơn vị, người, vai trò
    ledger      sổ cái
    kit         tools with no word of the domain in them
    engine      the arithmetic; standard library only
"""

__version__ = "0.1.0"
