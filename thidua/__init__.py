"""Thi Đua: the emulation year of a cluster (cụm thi đua), from launch to handover.

The rooms, from the top floor to the ground; a room imports only from floors below it:

    config      the roof: settings, addresses, the server
    samples     the reference record and the fictitious cluster, loaded through the rooms' own actions
    upkeep      trông nom: copies, restoring, moving, how the site stands
    archive     hồ sơ lưu: a closed year as one file anyone can check
    insight     nhìn lại: charts, trends, fairness, how firm the ranking is, what-if
    exchange    trao đổi với phần mềm khác: the API and its tokens, webhooks
    timeline    the year at a glance: steps, whose turn, what is asked of me       (read this first)
    pack        bộ văn bản của năm: every paper a year needs, drafted from what the rooms know
    story       the telling of the year: gathers its facts, drafts the article
    handover    bàn giao: head to head, deputy to deputy
    awards      sổ khen thưởng: eligibility, dossiers, decisions, awards through the years
    results     xếp hạng, đề nghị khen thưởng
    conference  hội nghị: programme, delegations, attendance, recommendations, minutes
    ballots | scoring | news    bỏ phiếu · chấm điểm · tin bài (they do not know each other)
    reports     báo cáo kết quả, minh chứng
    targets     đăng ký, chỉ tiêu, giao ước
    rulebook    bảng tiêu chí
    paperwork   văn bản
    season      phong trào, phát động, thời hạn
    accounts    tài khoản, giấy mời, đăng nhập
    notices     nhắc việc: thư, cách nhắc
    members     cụm, đơn vị, người, vai trò
    jobs        việc chạy nền: progress, cancel, the result for its owner alone
    ledger      sổ cái
    kit         tools with no word of the domain in them
    engine      the arithmetic; standard library only
"""

__version__ = "0.1.0"
